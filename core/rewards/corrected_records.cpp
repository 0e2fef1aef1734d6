#include "rewards/corrected_records.h"

#include "attribution/common_subsequence.h"
#include "crypto/digest.h"

#include <QtEndian>

#include <array>

namespace datanet::rewards {

using namespace Qt::StringLiterals;
using attribution::RecordNumber;
using attribution::TokenId;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

using Numbers = std::map<RecordPlace, RecordNumber>;

// Where the records of corrections stand in the index; those without text stand nowhere.
Numbers numbersOf(const attribution::TextIndex &index, const ContributionIds &contributions,
                  const std::vector<Correction> &corrections)
{
    std::set<RecordPlace> wanted;
    for (const Correction &correction : corrections) {
        wanted.insert(correction.record);
        wanted.insert(correction.corrected);
    }
    Numbers numbers;
    for (RecordNumber number = 0; number < index.recordCount(); ++number) {
        const auto contribution = contributions.find(index.source(number).id);
        if (contribution == contributions.end())
            continue;
        const RecordPlace place{contribution->second, index.record(number).position};
        if (wanted.contains(place))
            numbers.emplace(place, number);
    }
    return numbers;
}

std::vector<TokenId> tokensOf(const attribution::TextIndex &index, const Numbers &numbers, const RecordPlace &place)
{
    const auto number = numbers.find(place);
    if (number == numbers.end())
        return {};
    return index.ids(attribution::TokenText(index.recordText(number->second)));
}

void update(crypto::Sha256 &digest, std::uint64_t number)
{
    std::array<char, 8> bytes;
    qToBigEndian(number, bytes.data());
    digest.update({bytes.data(), 8});
}

} // namespace

Result<CorrectedRecords> CorrectedRecords::over(const attribution::TextCorpus &corpus,
                                                const ContributionIds &contributions,
                                                const std::vector<Correction> &corrections)
{
    CorrectedRecords result;
    if (corrections.empty())
        return result;
    const attribution::TextIndex &index = corpus.index();
    const Numbers numbers = numbersOf(index, contributions, corrections);
    std::map<RecordPlace, const Correction *> madeBy; // by the new record
    std::map<RecordPlace, RecordPlace> newer; // what took its place, by the corrected record
    for (const Correction &correction : corrections) {
        if (!madeBy.emplace(correction.record, &correction).second)
            return fail(ErrorKind::Invalid, u"a record corrects two others"_s);
        if (correction.current && !newer.emplace(correction.corrected, correction.record).second)
            return fail(ErrorKind::Invalid, u"two records took the place of one"_s);
    }
    std::map<RecordPlace, CorrectionStep> steps;
    for (const Correction &correction : corrections) {
        const auto mine = tokensOf(index, numbers, correction.record);
        const auto theirs = tokensOf(index, numbers, correction.corrected);
        const auto kept = attribution::commonSubsequence(mine, theirs);
        steps.emplace(
            correction.record,
            CorrectionStep{correction, static_cast<std::uint32_t>(mine.size()), static_cast<std::uint32_t>(kept)});
    }
    for (const auto &[place, number] : numbers) {
        if (corpus.leaderOf(number) != number)
            continue;
        RecordPlace newest = place;
        std::size_t taken = 0;
        for (auto next = newer.find(newest); next != newer.end(); next = newer.find(newest)) {
            const auto itsNumber = numbers.find(next->second);
            if (itsNumber == numbers.end() || corpus.leaderOf(itsNumber->second) != number)
                break;
            if (++taken > corrections.size())
                return fail(ErrorKind::Invalid, u"corrections lead back to themselves"_s);
            newest = next->second;
        }
        CorrectionChain chain;
        for (auto step = steps.find(newest); step != steps.end();
             step = steps.find(step->second.correction.corrected)) {
            chain.push_back(step->second);
            if (chain.size() > corrections.size())
                return fail(ErrorKind::Invalid, u"corrections lead back to themselves"_s);
        }
        if (!chain.empty())
            result.m_chains.emplace(place, std::move(chain));
    }
    return result;
}

const CorrectionChain &CorrectedRecords::chainOf(const RecordPlace &leader) const
{
    static const CorrectionChain none;
    const auto found = m_chains.find(leader);
    return found == m_chains.end() ? none : found->second;
}

std::vector<RecordCredit> CorrectedRecords::share(std::uint64_t credit, const RecordPlace &leader) const
{
    const CorrectionChain &chain = chainOf(leader);
    return shareCredit(credit, chain.empty() ? leader : chain.front().correction.record, chain);
}

void CorrectedRecords::addTo(crypto::Sha256 &digest) const
{
    for (const auto &[leader, chain] : m_chains) {
        update(digest, leader.contribution);
        update(digest, leader.position);
        update(digest, chain.size());
        for (const CorrectionStep &step : chain) {
            const Correction &made = step.correction;
            for (const RecordPlace &place : {made.record, made.corrected}) {
                update(digest, place.contribution);
                update(digest, place.position);
            }
            update(digest, step.tokens);
            update(digest, step.kept);
            digest.update(made.author.view());
            digest.update(made.correctedAuthor.view());
            update(digest, made.agreed.size());
            for (const base::Address &who : made.agreed)
                digest.update(who.view());
        }
    }
}

} // namespace datanet::rewards
