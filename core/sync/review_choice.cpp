#include "sync/review_choice.h"

#include "dataset/bulk_edit.h"
#include "dataset/record_filter.h"
#include "dataset/row_reader.h"

#include <algorithm>
#include <unordered_map>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

std::vector<std::int64_t> found(const OpenedReview &review, const QString &rule)
{
    std::vector<std::int64_t> positions;
    for (const auto &finding : review.report.findings) {
        if (finding.rule == rule && finding.position >= 0
            && (positions.empty() || positions.back() != finding.position))
            positions.push_back(finding.position);
    }
    return positions;
}

// The findings of the review stand where those of a working copy would.
std::shared_ptr<const dataset::RowMarks> marksOf(const OpenedReview &review)
{
    auto marks = std::make_shared<dataset::RowMarks>();
    for (const auto &finding : review.report.findings) {
        if (finding.position >= 0 && std::size_t(finding.position) < review.rows.size())
            marks->findings.emplace(review.rows[std::size_t(finding.position)],
                                    std::pair(finding.rule.toStdString(), finding.id));
    }
    return marks;
}

} // namespace

Result<std::vector<std::int64_t>> chosenRecords(const OpenedReview &review, const RecordChoice &choice,
                                                base::TaskContext &context)
{
    const bool byRule = !choice.rule.isEmpty();
    std::vector<std::int64_t> ofRule = byRule ? found(review, choice.rule) : std::vector<std::int64_t>();
    if (choice.where.trimmed().isEmpty()) {
        if (!byRule)
            return fail(ErrorKind::Invalid, u"say which records are meant"_s);
        return ofRule;
    }
    auto rows = dataset::RowReader::open(review.folder);
    if (!rows)
        return fail(rows.error());
    const auto fields = dataset::filterFields(*rows);
    if (!fields)
        return fail(fields.error());
    const auto expression = dataset::FilterExpression::parse(choice.where, *fields);
    if (!expression)
        return fail(expression.error().error());
    std::unordered_map<dataset::Position, std::int64_t> places;
    for (std::size_t i = 0; i < review.rows.size(); ++i)
        places.emplace(review.rows[i], std::int64_t(i));
    dataset::RecordFilter filter(*expression, marksOf(review));
    std::vector<std::int64_t> positions;
    context.step(u"Searching"_s);
    const auto walked = rows->forEach(context, [&](const dataset::RowView &row) -> Status {
        const auto place = places.find(row.position); // what the datanet has already is not voted on
        if (place != places.end() && (!byRule || std::ranges::binary_search(ofRule, place->second))
            && filter.matches(row))
            positions.push_back(place->second);
        return {};
    });
    if (!walked)
        return fail(walked.error());
    std::ranges::sort(positions);
    return positions;
}

} // namespace datanet::sync
