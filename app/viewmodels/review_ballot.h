#pragma once

#include "curation/bulk_decision.h"
#include "models/review_squares.h"
#include "sync/review.h"

#include <QString>

#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace datanet::app {

// What a reviewer decides about one submission, record by record, and the vote that follows from it. Shows nothing and
// sends nothing. Positions are those of the vote.
class ReviewBallot
{
public:
    using Decision = ReviewSquares::Decision;

    ReviewBallot() = default;
    // As kept on this machine; `decided` says about which records the person has said something.
    ReviewBallot(const sync::OpenedReview &review, std::vector<bool> decided);

    [[nodiscard]] int count() const { return int(m_decided.size()); }
    [[nodiscard]] Decision decision(int position) const;
    [[nodiscard]] std::vector<Decision> decisions() const;
    // Code and words; empty where there is no reason.
    [[nodiscard]] QString reason(int position) const;
    [[nodiscard]] QString words(int position) const;
    [[nodiscard]] curation::Verdict verdict() const { return m_vote.verdict; }
    [[nodiscard]] bool acceptsAll() const { return m_vote.acceptedCount() == std::int64_t(m_vote.accepted.size()); }

    // What the checks brought up against the record is no reason any more; the person's own words stay.
    void accept(int position);
    void acceptOpen();
    // False, and nothing is decided, while the record has no reason.
    [[nodiscard]] bool exclude(int position);
    // One decision about many, ascending; one without a valid reason changes nothing and is false.
    [[nodiscard]] bool decideAll(const std::vector<std::int64_t> &positions, const curation::BulkDecision &decision,
                                 const curation::Report &report);
    // Takes the last decision back, of one record or of many, and gives their positions; reasons alone are no decision.
    // A verdict that was chosen stays.
    std::vector<std::int64_t> undo();
    [[nodiscard]] bool canUndo() const { return !m_before.empty(); }
    static constexpr std::size_t kUndoable = 200;

    // One of curation::reasonCodes(); others change nothing. Chosen again it is taken back, unless the record is out.
    void toggleReason(int position, const QString &code);
    void setReason(int position, const QString &code);
    // Words without a reason are the reason "other".
    void setWords(int position, const QString &words);
    // From now on the verdict follows the decisions no more.
    void choose(curation::Verdict verdict);

    // As it is kept and sealed.
    [[nodiscard]] curation::Vote vote() const;
    [[nodiscard]] const std::vector<bool> &decided() const { return m_decided; }

private:
    // How a record stood before it was decided.
    struct Before
    {
        std::int64_t position = 0;
        bool accepted = false;
        bool decided = false;
        std::optional<curation::Reason> reason;
    };
    [[nodiscard]] Before standing(std::int64_t position) const;
    void remember(std::vector<Before> before);
    void decide(int position, bool accepted);
    void followDecisions();

    curation::Vote m_vote; // verdict and accepted; the reasons are kept apart
    std::vector<bool> m_decided;
    std::map<std::int64_t, curation::Reason> m_reasons; // by position
    int m_minimumPercent = 0;
    bool m_setRefused = false;
    bool m_chosen = false;
    std::deque<std::vector<Before>> m_before; // one for each decision, the last at the end
};

} // namespace datanet::app
