#pragma once

#include "desktop/services.h"
#include "sync/review.h"
#include "viewmodels/known_people.h"

#include <QCoreApplication>
#include <QVariantMap>

#include <memory>
#include <vector>

namespace datanet::app {

// The queue of one datanet as a page shows it.
struct ReviewQueueText
{
    Q_DECLARE_TR_FUNCTIONS(ReviewQueueText)

public:
    // In the order in which they stand.
    enum class Group : unsigned char { Read, Pending, Sealed, Other };

    bool reviewer = false; // has locked coins as a reviewer of the datanet, or sits on one of its panels
    int waiting = 0;
    std::vector<sync::ReviewEntry> entries;
    std::uint64_t time = 0; // of the chain, seconds since 1970
    QString problem; // the list is not complete
    // How the account's votes compare with others and whether they are paid; empty while there is nothing to compare.
    QString standing;
    bool unpaid = false;

    [[nodiscard]] static Group groupOf(const sync::ReviewEntry &entry);
    // { id, title, who, address, detail, group ("read", "pending", "sealed", "other"), groupTitle, word, tone, icon,
    // risk, score, why: [text], task, actionText, sealed, level, block, steps, panel: [{ who, address, word, icon,
    // sealed, program, you }] }
    [[nodiscard]] QVariantMap described(const sync::ReviewEntry &entry) const;

    // Any worker thread.
    [[nodiscard]] static base::Result<ReviewQueueText> read(const Services &services, std::uint64_t datanet,
                                                            const base::Address &reviewer, base::TaskContext &context);

    base::Address account; // for whom it is read
    std::shared_ptr<const KnownPeople> people; // never null once read
};

} // namespace datanet::app
