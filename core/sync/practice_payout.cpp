#include "sync/practice_payout.h"

#include "sync/practice_folders.h"
#include "sync/practice_market.h"
#include "sync/practice_network.h"
#include "sync/practice_programs.h"

#include <QThread>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr int kPayoutAttempts = 40; // the attributor's own program may be ahead of any of them
constexpr int kPayoutPause = 500; // ms after an attempt that failed

// Steps that come after this one before the round is paid out.
int payoutStepsLeft(PayoutStep::Kind kind)
{
    switch (kind) {
    case PayoutStep::Kind::Settled:
        return 3;
    case PayoutStep::Kind::Proposed:
    case PayoutStep::Kind::Answered:
        return 2;
    case PayoutStep::Kind::Waiting:
        return 1;
    case PayoutStep::Kind::Finished:
    case PayoutStep::Kind::Nothing:
        break;
    }
    return 0;
}

QString payoutWords(const PayoutStep &step)
{
    switch (step.kind) {
    case PayoutStep::Kind::Settled:
        return u"Closed round %1"_s.arg(step.epoch);
    case PayoutStep::Kind::Proposed:
        return u"Proposed who earned what in round %1"_s.arg(step.epoch);
    case PayoutStep::Kind::Answered:
        return u"Showed what was demanded of round %1"_s.arg(step.epoch);
    case PayoutStep::Kind::Waiting:
        return u"Moved the clock past the time for objections to round %1"_s.arg(step.epoch);
    case PayoutStep::Kind::Finished:
        return u"Paid round %1 out"_s.arg(step.epoch);
    case PayoutStep::Kind::Nothing:
        break;
    }
    return {};
}

} // namespace

Result<std::uint64_t> finishRound(const PracticeCommand &attributor, std::uint64_t model,
                                  const std::function<base::Status(std::uint64_t)> &advance, base::TaskContext &context)
{
    using Kind = PayoutStep::Kind;
    std::uint64_t underWay = 0; // the last round that was seen on its way
    std::uint64_t finished = 0;
    int taken = 0;
    base::Error last{ErrorKind::Conflict, u"it was not finished after many attempts"_s, u"try again"_s};
    for (int attempt = 0; attempt < kPayoutAttempts; ++attempt) {
        if (context.cancelled())
            return base::cancelled();
        const auto step = payoutStep(attributor, model, 0, context);
        if (!step && step.error().kind == ErrorKind::Cancelled)
            return fail(step.error());
        if (!step) {
            last = step.error();
            QThread::msleep(kPayoutPause);
            continue;
        }
        if (step->kind == Kind::Nothing && underWay == 0)
            return fail(ErrorKind::NotFound, u"model %1 has no paid answers to pay out"_s.arg(model),
                        u"ask it something first: what is paid for the answer is then paid out"_s);
        if (step->kind == Kind::Nothing) {
            finished = underWay; // the program may have taken the last step
            break;
        }
        underWay = step->epoch;
        if (step->kind == Kind::Finished)
            finished = step->epoch;
        if (step->kind == Kind::Waiting) {
            if (const auto moved = advance(step->wait + 1); !moved)
                return fail(moved.error());
        }
        context.step(payoutWords(*step));
        ++taken;
        context.progress(taken, taken + payoutStepsLeft(step->kind));
    }
    if (finished == 0)
        return fail(last.within(u"the payout round"_s));
    return finished;
}

Result<std::uint64_t> finishPracticeRound(const Home &home, std::uint64_t model, base::TaskContext &context)
{
    const auto program = findDatanet();
    if (!program)
        return fail(program.error());
    PracticeNetwork network(home);
    const auto status = network.status();
    if (!status)
        return fail(status.error());
    if (status->state != PracticeStatus::State::Ready)
        return fail(ErrorKind::Conflict, u"the practice network is not running"_s, u"datanet practice up"_s);
    const PracticeCommand attributor(*program, PracticeFolders{home}.program(kAttributor));
    return finishRound(
        attributor, model, [&](std::uint64_t seconds) { return network.advance(seconds, context); }, context);
}

} // namespace datanet::sync
