#pragma once

#include "dataset/filter_expression.h"
#include "dataset/labelling.h"
#include "dataset/row_reader.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace datanet::app {

// Which records are labelled: all, or those that fitted an expression when labelling began. What is decided may make a
// record fit no more; it stays.
struct LabelScope
{
    std::optional<dataset::FilterExpression> expression; // nothing: all
    QString text; // the expression as the person wrote it
    std::shared_ptr<const std::vector<dataset::Position>> positions; // ascending, once settled

    [[nodiscard]] bool isAll() const { return !expression; }
    // Finds the records, at the first call. Any thread.
    base::Status settle(dataset::RowReader &rows, base::TaskContext &context);
    // Of the rows looked through, those of the scope; once settled.
    [[nodiscard]] dataset::LabelSurvey narrowed(dataset::LabelSurvey survey) const;
};

} // namespace datanet::app
