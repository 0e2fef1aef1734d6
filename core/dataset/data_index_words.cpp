#include "dataset/data_index.h"
#include "dataset/data_index_format.h"
#include "dataset/record_filter.h"

#include <algorithm>

// How the index narrows an expression down.
namespace datanet::dataset {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;
using NodeKind = FilterNode::Kind;

namespace {

// A shorter beginning of a word fits so many words that looking through the rows is as quick.
constexpr qsizetype kShortestBeginning = 2;

} // namespace

struct DataIndex::Places
{
    struct Place
    {
        std::int64_t first = 0;
        int count = 0;
    };
    std::unordered_multimap<std::int64_t, Place> byId;
    std::int64_t rows = 0;
};

Result<std::optional<WordCandidates>> DataIndex::candidates(const FilterNode &expression,
                                                            const std::vector<SegmentEntry> &segments,
                                                            const std::vector<std::int64_t> &offsets)
{
    if (auto status = refresh(); !status)
        return fail(status.error());
    Places places;
    places.rows = offsets.empty() ? 0 : offsets.back();
    WordCandidates result;
    result.indexed.resize(segments.size());
    for (std::size_t index = 0; index < segments.size(); ++index) {
        const auto known = m_ids.find(segments[index].sha256);
        if (known == m_ids.end())
            continue;
        result.indexed[index] = true;
        places.byId.emplace(known->second, Places::Place{offsets[index], segments[index].count});
    }
    auto found = find(expression, places);
    if (!found)
        return fail(found.error());
    if (!*found)
        return std::optional<WordCandidates>();
    result.rows = std::move((*found)->rows);
    result.exact = (*found)->exact;
    return std::optional(std::move(result));
}

Result<std::optional<DataIndex::Found>> DataIndex::find(const FilterNode &node, const Places &places)
{
    if (node.kind == NodeKind::Words)
        return findWords(node, places);
    if (node.kind != NodeKind::And && node.kind != NodeKind::Or)
        return std::optional<Found>();
    std::optional<Found> result;
    bool allKnown = true;
    for (const FilterNode &child : node.children) {
        auto found = find(child, places);
        if (!found)
            return found;
        if (!*found) {
            if (node.kind == NodeKind::Or)
                return std::optional<Found>();
            allKnown = false;
            continue;
        }
        if (!result) {
            result = std::move(**found);
            continue;
        }
        if (node.kind == NodeKind::And)
            result->rows.intersect((*found)->rows);
        else
            result->rows.unite((*found)->rows);
        result->exact = result->exact && (*found)->exact;
    }
    if (result)
        result->exact = result->exact && allKnown;
    return result;
}

Result<std::optional<DataIndex::Found>> DataIndex::findWords(const FilterNode &node, const Places &places)
{
    const QStringList words = QString::fromStdString(node.text).split(u' ', Qt::SkipEmptyParts);
    QStringList asked;
    for (qsizetype index = 0; index < words.size(); ++index) {
        const bool beginning = !node.wholeWords && index + 1 == words.size();
        if (beginning && words[index].size() < kShortestBeginning)
            continue;
        asked.append(u'"' + words[index] + u'"' + (beginning ? u"*"_s : QString()));
    }
    if (asked.isEmpty())
        return std::optional<Found>();
    auto statement = m_database->prepare("SELECT rowid FROM words WHERE words MATCH ?1");
    if (!statement)
        return fail(statement.error());
    statement->bind(1, asked.join(u" AND "_s));
    // The index knows which words a row has, but not where they stand.
    Found found{RowBitmap(places.rows), words.size() == 1};
    std::int64_t lastId = -1;
    auto range = places.byId.equal_range(lastId);
    for (;;) {
        const auto row = statement->next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return std::optional(std::move(found));
        const std::int64_t id = statement->integer(0) >> kLineBits;
        const std::int64_t line = statement->integer(0) & ((1 << kLineBits) - 1);
        if (id != lastId)
            range = places.byId.equal_range(lastId = id);
        for (auto place = range.first; place != range.second; ++place) {
            if (line < place->second.count)
                found.rows.set(place->second.first + line);
        }
    }
}

} // namespace datanet::dataset
