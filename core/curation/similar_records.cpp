#include "curation/similar_records.h"

#include "curation/compared_text.h"
#include "dataset/row_reader.h"
#include "similarity/shingles.h"

#include <algorithm>

namespace datanet::curation {

using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr similarity::ShingleRule kSingleWords{1};
constexpr similarity::Ratio kLeast = similarity::percentRatio(10);

bool isCloser(const SimilarRecord &a, const SimilarRecord &b)
{
    const auto order = a.sameWords.compare(b.sameWords);
    return order != 0 ? order > 0 : a.row.position < b.row.position;
}

} // namespace

Result<std::vector<SimilarRecord>> similarRecords(dataset::RowReader &rows, const dataset::Row &record,
                                                  std::string_view textField, std::size_t limit,
                                                  base::TaskContext &task)
{
    dataset::FieldScanner fields;
    std::string buffer;
    std::vector<similarity::Token> words;
    similarity::ShingleSet own;
    similarity::ShingleSet other;
    if (fields.load(record.body))
        similarity::makeShingles(comparedText(fields, textField, buffer), kSingleWords, words, own);
    std::vector<SimilarRecord> closest;
    if (own.empty() || limit == 0)
        return closest;
    const auto status = rows.forEach(task, [&](const dataset::RowView &row) -> Status {
        if (row.position == record.position || !fields.load(row.body))
            return {};
        similarity::makeShingles(comparedText(fields, textField, buffer), kSingleWords, words, other);
        const auto same = similarity::jaccard(own, other);
        if (!same.reaches(kLeast)
            || (closest.size() == limit && same.compare(closest.back().sameWords) <= 0)) // later rows lose ties
            return {};
        SimilarRecord found{{row.position, std::string(row.body)}, same};
        closest.insert(std::upper_bound(closest.begin(), closest.end(), found, isCloser), std::move(found));
        if (closest.size() > limit)
            closest.pop_back();
        return {};
    });
    if (!status)
        return fail(status.error());
    return closest;
}

} // namespace datanet::curation
