#include "viewmodels/review_ballot.h"

#include <utility>

namespace datanet::app {

using namespace Qt::StringLiterals;
using curation::Verdict;

ReviewBallot::ReviewBallot(const sync::OpenedReview &review, std::vector<bool> decided)
    : m_vote(review.vote),
      m_decided(std::move(decided)),
      m_minimumPercent(review.rules.minimumAcceptedPercent),
      m_setRefused(review.report.setRefused)
{
    for (auto &reason : std::exchange(m_vote.reasons, {}))
        m_reasons.emplace(reason.position, std::move(reason));
    const Verdict kept = m_vote.verdict;
    followDecisions();
    m_chosen = kept != m_vote.verdict;
    m_vote.verdict = kept;
}

ReviewBallot::Decision ReviewBallot::decision(int position) const
{
    if (!m_decided[std::size_t(position)])
        return Decision::Open;
    return m_vote.accepted[std::size_t(position)] ? Decision::Accepted : Decision::Excluded;
}

std::vector<ReviewBallot::Decision> ReviewBallot::decisions() const
{
    std::vector<Decision> all;
    all.reserve(m_decided.size());
    for (int position = 0; position < count(); ++position)
        all.push_back(decision(position));
    return all;
}

QString ReviewBallot::reason(int position) const
{
    const auto found = m_reasons.find(position);
    return found == m_reasons.end() ? QString() : found->second.code;
}

QString ReviewBallot::words(int position) const
{
    const auto found = m_reasons.find(position);
    return found == m_reasons.end() ? QString() : found->second.words;
}

ReviewBallot::Before ReviewBallot::standing(std::int64_t position) const
{
    const auto found = m_reasons.find(position);
    return {position, m_vote.accepted[std::size_t(position)], m_decided[std::size_t(position)],
            found == m_reasons.end() ? std::nullopt : std::optional(found->second)};
}

void ReviewBallot::remember(std::vector<Before> before)
{
    m_before.push_back(std::move(before));
    if (m_before.size() > kUndoable)
        m_before.pop_front();
}

std::vector<std::int64_t> ReviewBallot::undo()
{
    std::vector<std::int64_t> positions;
    if (m_before.empty())
        return positions;
    for (auto &before : m_before.back()) {
        positions.push_back(before.position);
        m_vote.accepted[std::size_t(before.position)] = before.accepted;
        m_decided[std::size_t(before.position)] = before.decided;
        if (before.reason)
            m_reasons[before.position] = std::move(*before.reason);
        else
            m_reasons.erase(before.position);
    }
    m_before.pop_back();
    followDecisions();
    return positions;
}

bool ReviewBallot::decideAll(const std::vector<std::int64_t> &positions, const curation::BulkDecision &decision,
                             const curation::Report &report)
{
    if (!curation::validBulkDecision(decision))
        return false;
    std::vector<Before> before;
    for (const auto position : positions) {
        before.push_back(standing(position));
        m_vote.accepted[std::size_t(position)] = decision.accept;
        m_decided[std::size_t(position)] = true;
        if (!decision.accept)
            m_reasons[position] = curation::reasonFor(decision, position, report);
        else if (words(int(position)).isEmpty())
            m_reasons.erase(position);
    }
    remember(std::move(before));
    followDecisions();
    return true;
}

void ReviewBallot::decide(int position, bool accepted)
{
    m_vote.accepted[std::size_t(position)] = accepted;
    m_decided[std::size_t(position)] = true;
    followDecisions();
}

void ReviewBallot::accept(int position)
{
    remember({standing(position)});
    const auto found = m_reasons.find(position);
    if (found != m_reasons.end() && found->second.words.isEmpty())
        m_reasons.erase(found);
    decide(position, true);
}

void ReviewBallot::acceptOpen()
{
    std::vector<Before> before;
    for (int position = 0; position < count(); ++position) {
        if (m_decided[std::size_t(position)])
            continue;
        before.push_back(standing(position));
        m_vote.accepted[std::size_t(position)] = true;
        m_decided[std::size_t(position)] = true;
        m_reasons.erase(position);
    }
    remember(std::move(before));
    followDecisions();
}

bool ReviewBallot::exclude(int position)
{
    if (!m_reasons.contains(position))
        return false;
    remember({standing(position)});
    decide(position, false);
    return true;
}

void ReviewBallot::toggleReason(int position, const QString &code)
{
    if (reason(position) == code && decision(position) != Decision::Excluded)
        m_reasons.erase(position);
    else
        setReason(position, code);
}

void ReviewBallot::setReason(int position, const QString &code)
{
    if (!curation::reasonCodes().contains(code))
        return;
    auto &reason = m_reasons[position];
    if (reason.code != code)
        reason.evidence = {}; // of the other reason
    reason.position = position;
    reason.code = code;
}

void ReviewBallot::setWords(int position, const QString &words)
{
    if (words.isEmpty() && !m_reasons.contains(position))
        return;
    auto &reason = m_reasons[position];
    if (reason.code.isEmpty())
        reason.code = u"other"_s;
    reason.position = position;
    reason.words = words.left(curation::Reason::kMaximumWords);
}

void ReviewBallot::choose(Verdict verdict)
{
    m_vote.verdict = verdict;
    m_chosen = true;
}

// The same rule as a reviewer program's: enough left to accept, none left to reject, else changes are asked for.
void ReviewBallot::followDecisions()
{
    if (m_chosen)
        return;
    const auto accepted = m_vote.acceptedCount();
    const auto all = std::int64_t(m_vote.accepted.size());
    if (accepted == 0)
        m_vote.verdict = Verdict::Reject;
    else if (m_setRefused || accepted * 100 < all * m_minimumPercent)
        m_vote.verdict = Verdict::ChangesRequested;
    else
        m_vote.verdict = Verdict::Accept;
}

curation::Vote ReviewBallot::vote() const
{
    curation::Vote vote = m_vote;
    for (const auto &[position, reason] : m_reasons)
        vote.reasons.push_back(reason);
    return vote;
}

} // namespace datanet::app
