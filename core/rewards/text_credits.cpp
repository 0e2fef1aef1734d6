#include "rewards/text_credits.h"

#include "crypto/digest.h"

#include <QtEndian>

#include <algorithm>

namespace datanet::rewards {

using namespace Qt::StringLiterals;
using attribution::RecordNumber;

namespace {

constexpr int kTextRules = 1; // tokenizer, thresholds and shares; raised when any of them changes

void updateNumber(crypto::Sha256 &digest, std::uint64_t number)
{
    std::array<char, 8> bytes;
    qToBigEndian(number, bytes.data());
    digest.update({bytes.data(), 8});
}

} // namespace

base::Result<TextCredits> TextCredits::over(attribution::TextCorpus corpus, ContributionIds contributions,
                                            const std::vector<Correction> &corrections)
{
    TextCredits result(std::move(corpus), std::move(contributions));
    auto corrected = CorrectedRecords::over(result.m_corpus, result.m_contributions, corrections);
    if (!corrected)
        return base::fail(corrected.error());
    result.m_corrected = std::move(*corrected);
    const attribution::TextIndex &index = result.m_corpus.index();
    crypto::Sha256 digest;
    for (RecordNumber number = 0; number < index.recordCount(); ++number) {
        const attribution::Source &source = index.source(number);
        if (number > 0) {
            const attribution::Source &before = index.source(number - 1);
            if (before.priority == source.priority && before.id != source.id) {
                return base::fail(base::ErrorKind::Invalid,
                                  u"two contributions have the priority "_s + QString::number(source.priority));
            }
        }
        const auto contribution = result.m_contributions.find(source.id);
        if (contribution == result.m_contributions.end())
            return base::fail(base::ErrorKind::Invalid, u"no contribution has the source "_s + source.id.hex());
        updateNumber(digest, source.priority);
        updateNumber(digest, contribution->second);
        updateNumber(digest, index.record(number).position);
        updateNumber(digest, result.m_corpus.leaderOf(number));
        updateNumber(digest, result.m_corpus.isCounted(number) ? 1 : 0);
        digest.update(index.record(number).id.view());
    }
    result.m_corrected.addTo(digest);
    result.m_data = digest.finish();
    return result;
}

QString TextCredits::engine() const
{
    return u"text "_s + QString::number(kTextRules);
}

RecordPlace TextCredits::placeOf(RecordNumber number) const
{
    const attribution::TextIndex &index = m_corpus.index();
    return {m_contributions.at(index.source(number).id), index.record(number).position};
}

base::Result<OutputCredits> TextCredits::credits(base::ByteView output) const
{
    const auto trace = m_corpus.trace(base::text(output));
    if (!trace)
        return base::fail(trace.error());
    OutputCredits result;
    result.unattributed = trace->unattributed;
    std::map<RecordPlace, std::uint64_t> records; // a record may lead a cluster and have a part in another
    for (const attribution::ClusterCredit &credit : trace->credits) {
        for (const RecordCredit &share : m_corrected.share(credit.credit, placeOf(credit.leader)))
            records[share.record] += share.credit;
    }
    result.records.reserve(records.size());
    for (const auto &[record, credit] : records)
        result.records.push_back({record, credit});
    return result;
}

std::uint64_t TextCredits::partOf(const attribution::ClusterCredit &credit, const RecordPlace &record) const
{
    for (const RecordCredit &share : m_corrected.share(credit.credit, placeOf(credit.leader))) {
        if (share.record == record)
            return share.credit;
    }
    return 0;
}

// A token's credit belongs to the match that earned it: the longest that covers it, among equals the first.
void TextCredits::addSpans(std::vector<CreditedSpan> &spans, const attribution::Trace &trace,
                           const attribution::TokenText &tokens, RecordNumber leader) const
{
    std::vector<std::pair<const attribution::ClusterMatch *, std::uint64_t>> matches;
    for (const attribution::ClusterMatch &match : trace.matches) {
        if (match.leader == leader)
            matches.emplace_back(&match, 0);
    }
    for (const attribution::TokenCredit &part : attribution::explainCredit(trace, leader)) {
        auto owner = matches.end();
        for (auto match = matches.begin(); match != matches.end(); ++match) {
            const attribution::ClusterMatch &run = *match->first;
            const bool covers = run.beginToken <= part.token && part.token < run.endToken;
            if (covers
                && (owner == matches.end()
                    || run.endToken - run.beginToken > owner->first->endToken - owner->first->beginToken))
                owner = match;
        }
        if (owner != matches.end())
            owner->second += part.credit;
    }
    for (const auto &[match, credit] : matches) {
        spans.push_back({placeOf(leader), placeOf(match->record), m_corpus.index().record(match->record).id,
                         tokens[match->beginToken].begin, tokens[match->endToken - 1].end, credit});
    }
}

base::Result<std::vector<CreditedSpan>> TextCredits::spans(base::ByteView output, const RecordPlace &record) const
{
    const auto trace = m_corpus.trace(base::text(output));
    if (!trace)
        return base::fail(trace.error());
    const attribution::TokenText tokens(base::text(output));
    std::vector<CreditedSpan> result;
    for (const attribution::ClusterCredit &credit : trace->credits) {
        const std::uint64_t part = partOf(credit, record);
        if (part == 0)
            continue;
        const std::size_t first = result.size();
        addSpans(result, *trace, tokens, credit.leader);
        // Of what each place brings the cluster, the record's part, so that no unit is lost in rounding.
        __extension__ using Wide = unsigned __int128;
        std::uint64_t before = 0;
        std::uint64_t given = 0;
        for (std::size_t i = first; i < result.size(); ++i) {
            before += result[i].credit;
            const auto until = static_cast<std::uint64_t>(Wide(before) * part / credit.credit);
            result[i].credit = until - given;
            given = until;
        }
    }
    return result;
}

base::Result<std::vector<SharedCredit>> TextCredits::shares(base::ByteView output, const RecordPlace &record) const
{
    std::vector<SharedCredit> result;
    if (m_corrected.isEmpty())
        return result;
    const auto trace = m_corpus.trace(base::text(output));
    if (!trace)
        return base::fail(trace.error());
    for (const attribution::ClusterCredit &credit : trace->credits) {
        const RecordPlace leader = placeOf(credit.leader);
        const std::uint64_t part = partOf(credit, record);
        if (part > 0 && !m_corrected.chainOf(leader).empty())
            result.push_back({leader, credit.credit, part, m_corrected.chainOf(leader)});
    }
    return result;
}

} // namespace datanet::rewards
