#pragma once

#include <QString>
#include <QVariantList>

#include <cstdint>

// The steps of a payout round as whoever runs it sees them: what each means, which is next, and why one has to wait.
// Pure.
namespace datanet::app {

enum class RoundStage : std::uint8_t { Open, Closed, Proposed, Disputed, Paid, Void, Unknown };

struct RoundStanding
{
    RoundStage stage = RoundStage::Unknown;
    std::uint64_t answers = 0; // of the open round, as far as this computer knows
    std::uint64_t closeBy = 0; // of the open round, in seconds of the chain's clock
    std::uint64_t objectUntil = 0; // of a proposed one
    std::uint64_t now = 0; // the chain's clock
    bool runsModel = false; // the account in use is the model's provider or owner
    QString runner; // who is, by name
    QString obstacle; // why the account in use can sign nothing; empty if it can
    bool logHere = false; // the answers of the round are on this computer
    bool built = false; // and it is computed already
    QString bond; // what proposing takes, as text; empty while unknown
    std::uint64_t earlier = 0; // an earlier round comes first; 0 for none
    int demands = 0; // open demands for single lines of the files
    // Of a disputed one: what the account in use may do about the panel ("draw", "vote", "reveal", "judge"; empty for
    // nothing now), and how far the panel is, as a sentence.
    QString panelTask;
    QString panelText;
};

// Each { key ("settle", "build", "post", "wait" or what the panel waits for, "finalize"), title, detail, state ("done",
// "current", "waiting", "failed"), action (a button's words; empty for none), enabled, reason }.
[[nodiscard]] QVariantList roundSteps(const RoundStanding &standing);

[[nodiscard]] QString
stageName(RoundStage stage); // "open", "closed", "proposed", "disputed", "paid", "void", "unknown"
[[nodiscard]] QString stageText(RoundStage stage);

} // namespace datanet::app
