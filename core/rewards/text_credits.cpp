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

base::Result<TextCredits> TextCredits::over(attribution::TextCorpus corpus, ContributionIds contributions)
{
    TextCredits result(std::move(corpus), std::move(contributions));
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
    result.records.reserve(trace->credits.size());
    for (const attribution::ClusterCredit &credit : trace->credits)
        result.records.push_back({placeOf(credit.leader), credit.credit});
    // Priorities need not grow with contributions.
    std::ranges::sort(result.records, {}, &RecordCredit::record);
    return result;
}

base::Result<std::vector<CreditedSpan>> TextCredits::spans(base::ByteView output, const RecordPlace &leader) const
{
    const auto trace = m_corpus.trace(base::text(output));
    if (!trace)
        return base::fail(trace.error());
    std::vector<CreditedSpan> result;
    const auto found = std::find_if(trace->credits.begin(), trace->credits.end(),
                                    [&](const auto &credit) { return placeOf(credit.leader) == leader; });
    if (found == trace->credits.end())
        return result;
    const attribution::TokenText tokens(base::text(output));
    const RecordNumber number = found->leader;
    const auto parts = attribution::explainCredit(*trace, number);
    std::vector<std::pair<const attribution::ClusterMatch *, std::uint64_t>> matches;
    for (const attribution::ClusterMatch &match : trace->matches) {
        if (match.leader == number)
            matches.emplace_back(&match, 0);
    }
    // A token's credit belongs to the match that earned it: the longest that covers it, among equals the first.
    for (const attribution::TokenCredit &part : parts) {
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
        result.push_back({leader, placeOf(match->record), m_corpus.index().record(match->record).id,
                          tokens[match->beginToken].begin, tokens[match->endToken - 1].end, credit});
    }
    return result;
}

} // namespace datanet::rewards
