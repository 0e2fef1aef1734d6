#pragma once

#include "base/task.h"
#include "dataset/labelling.h"
#include "dataset/schema.h"
#include "models/label_classifier.h"

#include <QString>

#include <cstdint>
#include <memory>

namespace datanet::app {

class Services;

// What suggested labels are learnt from: the person's own done records, what a datanet has accepted, or nothing.
struct LabelSource
{
    enum class Kind : std::uint8_t { None, Own, Accepted };
    using Model = std::shared_ptr<const models::LabelClassifier>;

    Kind kind = Kind::Own;
    std::uint64_t datanet = 0; // of Accepted

    // As it is kept beside the labels, under this name; what cannot be read is Own.
    static constexpr QLatin1StringView kSetting{"suggest"};
    [[nodiscard]] static LabelSource fromSetting(const QString &setting);
    [[nodiscard]] QString setting() const;

    // What is to be labelled; null where there is too little to learn from. Not for None.
    [[nodiscard]] base::Task<Model> train(Services &services, const QString &folder, const QString &field,
                                          const dataset::Schema &schema,
                                          const dataset::LabelDecisions &decisions) const;
    // How often what was learnt is right, in words.
    [[nodiscard]] QString describe(const models::LabelAccuracy &accuracy) const;
    // Why there is nothing to suggest yet, while it learns or after.
    [[nodiscard]] QString describeLearning(bool isRunning) const;

    bool operator==(const LabelSource &) const = default;
};

} // namespace datanet::app
