#include "cli/review_vote_commands.h"

#include "cli/command.h"
#include "cli/review_access.h"
#include "curation/review.h"
#include "sync/review.h"
#include "sync/vote_escrow.h"

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

base::Result<Answer> commit(Session &session, std::uint64_t id)
{
    const auto desk = sitDown(session);
    if (!desk)
        return base::fail(desk.error());
    if (auto done = sync::sealVote(desk->on(), id, *desk->key, session.context()); !done)
        return base::fail(done.error());
    session.say(u"The vote is sealed."_s);
    const auto kept = sync::keptVote(desk->on(), id, desk->key->address(), session.context());
    // Sealed it is; what is not known of its copies is asked for with `review restore`.
    const bool reasons = kept && *kept && !(*kept)->copy.isZero();
    session.say(reasons
                    ? u"Should this computer be lost: your recovery words open it, with its reasons."_s
                    : u"Should this computer be lost: `datanet review restore %1` says what is left of it."_s.arg(id));
    session.answer({{u"contribution"_s, qint64(id)}, {u"done"_s, true}, {u"reasonsKeptOutside"_s, reasons}});
    return Answer::Yes;
}

base::Result<Answer> restore(Session &session, std::uint64_t id)
{
    const auto desk = sitDown(session);
    if (!desk)
        return base::fail(desk.error());
    const auto restored = sync::restoreVote(desk->on(), id, *desk->key, session.context());
    if (!restored)
        return base::fail(restored.error());
    const auto verdict = curation::verdictName(static_cast<curation::Verdict>(restored->vote.verdict));
    session.say(u"The sealed vote is on chain, and this account opens it: %1."_s.arg(verdict));
    if (restored->reasons)
        session.say(u"Its reasons are in the inbox, %1 bytes."_s.arg(restored->reasons->size()));
    else
        session.note(u"Its reasons are not: "_s + restored->problem + u". The vote can be opened without them."_s);
    session.say(u"`datanet review reveal %1` opens it when the time has come."_s.arg(id));
    session.answer({{u"contribution"_s, qint64(id)},
                    {u"round"_s, restored->vote.round},
                    {u"verdict"_s, verdict},
                    {u"bitmap"_s, base::toHex(restored->bitmap)},
                    {u"reasonsHash"_s, restored->vote.reasonsHash.hex()},
                    {u"reasons"_s, restored->reasons.has_value()},
                    {u"problem"_s, restored->problem}});
    return Answer::Yes;
}

} // namespace

void addReviewVoteCommands(CLI::App *review, Session &session)
{
    const auto add = [&](const char *name, const char *help, base::Result<Answer> (*run)(Session &, std::uint64_t)) {
        auto id = std::make_shared<std::uint64_t>(0);
        CLI::App *command = review->add_subcommand(name, help);
        command->add_option("id", *id, "Number of the contribution")->required();
        onRun(command, session, [&session, id, run] { return run(session, *id); });
        return command;
    };
    add("commit", "Seal the vote that was decided", commit)
        ->footer(
            "What opening it needs goes to the chain with it, encrypted to the account's own key, and the reasons\n"
            "to the datanet's inbox in the same way: who has the recovery words can open it from any computer.");
    add("restore", "Look whether a sealed vote can be had back without this computer; changes nothing", restore)
        ->footer(
            "`review reveal` does the same by itself on a computer that does not have the vote.\n"
            "Not covered: decisions that were not sealed yet, votes that an older version of this program sealed,\n"
            "and reasons that the inbox did not take or has lost (the vote then opens without them).");
}

} // namespace datanet::app::cli
