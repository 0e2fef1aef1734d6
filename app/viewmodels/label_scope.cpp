#include "viewmodels/label_scope.h"

#include "dataset/record_filter.h"

#include <algorithm>

namespace datanet::app {

using base::fail;
using base::Status;

Status LabelScope::settle(dataset::RowReader &rows, base::TaskContext &context)
{
    if (!expression || positions)
        return {};
    std::shared_ptr<const dataset::RowMarks> marks;
    if (expression->asksForMarks()) {
        auto read = dataset::RowMarks::read(rows);
        if (!read)
            return fail(read.error());
        marks = std::make_shared<const dataset::RowMarks>(std::move(*read));
    }
    std::vector<dataset::Position> found;
    dataset::RecordFilter filter(*expression, marks);
    const auto walked = rows.forEach(context, [&](const dataset::RowView &row) -> Status {
        if (filter.matches(row))
            found.push_back(row.position);
        return {};
    });
    if (!walked)
        return fail(walked.error());
    std::sort(found.begin(), found.end());
    positions = std::make_shared<const std::vector<dataset::Position>>(std::move(found));
    return {};
}

dataset::LabelSurvey LabelScope::narrowed(dataset::LabelSurvey survey) const
{
    if (!expression || !positions)
        return survey;
    dataset::LabelSurvey result;
    result.values = std::move(survey.values); // choices are those of all records
    for (const auto &row : survey.rows) {
        if (!std::binary_search(positions->begin(), positions->end(), row.position))
            continue;
        result.rows.push_back(row);
        result.progress.count(row.state, 1);
    }
    return result;
}

} // namespace datanet::app
