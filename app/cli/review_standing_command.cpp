#include "cli/review_standing_command.h"

#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/network_access.h"
#include "crypto/address.h"
#include "format/standing_text.h"

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

QJsonObject tallyJson(const chain::Tally &tally)
{
    return {{u"kept"_s, qint64(tally.kept)},
            {u"keptToo"_s, qint64(tally.keptToo)},
            {u"left"_s, qint64(tally.left)},
            {u"leftToo"_s, qint64(tally.leftToo)},
            {u"informedness"_s, qint64(chain::informedness(tally))}};
}

base::Result<Answer> standing(Session &session, std::uint64_t scope)
{
    const auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    auto snapshot = (**network)->latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto read = sync::readStanding(***network, *snapshot, account->address, scope, session.context());
    if (!read)
        return base::fail(read.error());
    if (!read->tally.hasValue()) {
        session.say(u"How the votes compare is not known: no server gives it with its proof."_s);
    } else {
        const QString votes = StandingText::votes(read->tally.value());
        session.say(votes.isEmpty() ? u"No vote of this account was compared with others yet."_s : votes);
        session.say(StandingText::pay(*read));
    }
    session.answer({{u"account"_s, crypto::checksummed(account->address)},
                    {u"datanet"_s, scope == 0 ? QJsonValue() : QJsonValue(qint64(scope))},
                    {u"tally"_s, provenJson(read->tally, [](const chain::Tally &tally) { return tallyJson(tally); })},
                    {u"pay"_s, read->tally.hasValue() ? QJsonValue(sync::seatPayName(read->pay())) : QJsonValue()},
                    {u"leastInformedness"_s, qint64(read->rule.least)},
                    {u"leastEvidence"_s, qint64(read->rule.evidence)},
                    {u"evidenceMemory"_s, qint64(read->rule.memory)}});
    return read->pay() == chain::SeatPay::Uninformed ? Answer::No : Answer::Yes;
}

} // namespace

void addReviewStandingCommand(CLI::App *review, Session &session)
{
    struct Words
    {
        std::uint64_t datanet = 1;
        bool juror = false;
    };
    auto words = std::make_shared<Words>();
    CLI::App *command = review->add_subcommand(
        "standing",
        "How this account's votes of late compare with those of other reviewers, and whether they are paid");
    auto *ofDatanet = command->add_option("--datanet", words->datanet, "Number of the datanet")->capture_default_str();
    command->add_flag("--juror", words->juror, "On panels that judge appeals, of all datanets")->excludes(ofDatanet);
    command->footer(
        "Exit code 1: votes are not paid at present.\n"
        "Informedness (basis points) is 10,000 where the votes are those of most others on every record, and 0\n"
        "where they could be given unread: everything kept, everything left out, or by chance.");
    onRun(command, session, [&session, words] { return standing(session, words->juror ? 0 : words->datanet); });
}

} // namespace datanet::app::cli
