#include "cli/review_agreement_command.h"

#include "chain/call_reader.h"
#include "cli/command.h"
#include "cli/network_access.h"
#include "crypto/address.h"
#include "curation/review.h"
#include "sync/review_agreement.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

QString verdictOf(const sync::ReviewAgreement::Seat &seat)
{
    return curation::verdictName(static_cast<curation::Verdict>(seat.verdict));
}

const curation::Reason *reasonAt(const sync::ReviewAgreement::Seat &seat, std::int64_t position)
{
    if (!seat.reasons)
        return nullptr;
    const auto found = std::ranges::lower_bound(*seat.reasons, position, {}, &curation::Reason::position);
    return found != seat.reasons->end() && found->position == position ? &*found : nullptr;
}

QJsonValue measure(const std::optional<double> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QString measureText(const std::optional<double> &value)
{
    return value ? QString::number(*value, 'f', 3) : u"not defined"_s;
}

void say(Session &session, const sync::ReviewAgreement &agreement, int show)
{
    session.say(u"%1 of %2 votes of round %3 are open."_s.arg(agreement.seats.size())
                    .arg(agreement.panel)
                    .arg(agreement.round));
    for (const auto &seat : agreement.seats)
        session.say(u"  seat %1 %2: %3, %4 of %5 records%6 [%7]"_s.arg(seat.seat + 1)
                        .arg(crypto::checksummed(seat.reviewer), verdictOf(seat))
                        .arg(std::count(seat.accepted.begin(), seat.accepted.end(), true))
                        .arg(agreement.records)
                        .arg(seat.unpaid ? u", not paid (datanet review standing)"_s : QString(),
                             chain::trustSign(seat.level)));
    if (agreement.seats.size() < 2)
        return;
    session.say(u"Equal decisions: %1 of the pairs; beyond chance:"_s.arg(measureText(agreement.observed)));
    if (agreement.seats.size() == 2)
        session.say(u"  Cohen's kappa        "_s + measureText(agreement.cohen));
    session.say(u"  Fleiss' kappa        "_s + measureText(agreement.fleiss));
    session.say(u"  Krippendorff's alpha "_s + measureText(agreement.krippendorff));
    session.say(agreement.differing.empty() ? u"They decided about every record alike."_s
                                            : u"They differ about %1 records:"_s.arg(agreement.differing.size()));
    int shown = 0;
    for (const auto position : agreement.differing) {
        if (++shown > show) {
            session.note(u"%1 more (--show)"_s.arg(agreement.differing.size() - std::size_t(show)));
            break;
        }
        session.say(u"  record %1"_s.arg(position + 1));
        for (const auto &seat : agreement.seats) {
            const auto *reason = reasonAt(seat, position);
            session.say(u"    seat %1: %2%3%4"_s.arg(seat.seat + 1)
                            .arg(seat.accepted[std::size_t(position)] ? u"accepted"_s : u"left out"_s,
                                 reason ? QString(u", "_s + reason->code) : QString(),
                                 reason && !reason->words.isEmpty() ? QString(u": "_s + reason->words) : QString()));
        }
    }
}

QJsonObject document(std::uint64_t id, const sync::ReviewAgreement &agreement)
{
    QJsonArray seats;
    for (const auto &seat : agreement.seats)
        seats.append(QJsonObject{{u"seat"_s, seat.seat},
                                 {u"reviewer"_s, crypto::checksummed(seat.reviewer)},
                                 {u"verdict"_s, verdictOf(seat)},
                                 {u"accepted"_s, qint64(std::count(seat.accepted.begin(), seat.accepted.end(), true))},
                                 {u"paid"_s, !seat.unpaid},
                                 {u"level"_s, chain::trustSign(seat.level)}});
    QJsonArray differing;
    for (const auto position : agreement.differing) {
        QJsonArray decisions;
        for (const auto &seat : agreement.seats) {
            const auto *reason = reasonAt(seat, position);
            decisions.append(QJsonObject{{u"seat"_s, seat.seat},
                                         {u"accepted"_s, bool(seat.accepted[std::size_t(position)])},
                                         {u"code"_s, reason ? QJsonValue(reason->code) : QJsonValue()},
                                         {u"words"_s, reason ? QJsonValue(reason->words) : QJsonValue()}});
        }
        differing.append(QJsonObject{{u"position"_s, qint64(position)}, {u"decisions"_s, decisions}});
    }
    return {{u"contribution"_s, qint64(id)},
            {u"round"_s, agreement.round},
            {u"panel"_s, agreement.panel},
            {u"records"_s, qint64(agreement.records)},
            {u"seats"_s, seats},
            {u"observed"_s, measure(agreement.observed)},
            {u"cohensKappa"_s, measure(agreement.cohen)},
            {u"fleissKappa"_s, measure(agreement.fleiss)},
            {u"krippendorffsAlpha"_s, measure(agreement.krippendorff)},
            {u"verdictsDiffer"_s, agreement.verdictsDiffer},
            {u"differing"_s, differing}};
}

base::Result<Answer> agreement(Session &session, std::uint64_t id, int show)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    auto snapshot = (**network)->latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto read = sync::reviewAgreement(***network, *snapshot, id, session.context());
    if (!read)
        return base::fail(read.error());
    say(session, *read, show);
    session.answer(document(id, *read));
    return read->seats.size() < 2 ? Answer::No : Answer::Yes;
}

} // namespace

void addReviewAgreementCommand(CLI::App *review, Session &session)
{
    struct Words
    {
        std::uint64_t id = 0;
        int show = 20;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command =
        review->add_subcommand("agreement", "How far the reviewers agree, and where they differ, once votes are open");
    command->add_option("id", words->id, "Number of the contribution")->required();
    command->add_option("--show", words->show, "Records to print; --json gives all")->capture_default_str();
    command->footer(
        "Exit code 1: fewer than two votes are open.\n"
        "Kappa and alpha are 1 for full agreement, 0 for what chance gives, and not defined where everybody\n"
        "decided everything alike.");
    onRun(command, session, [&session, words] { return agreement(session, words->id, words->show); });
}

} // namespace datanet::app::cli
