#include "cli/appeal_commands.h"

#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/contribution_text.h"
#include "cli/network_access.h"

#include "base/files.h"
#include "chain/call_reader.h"
#include "chain/transport.h"
#include "crypto/address.h"
#include "curation/review.h"
#include "format/amount_text.h"
#include "sync/outside_delivery.h"

#include <QDateTime>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;
using chain::ContributionState;

namespace {

constexpr qint64 kMostSignedBytes = 64 << 10;

struct AppealWords
{
    std::uint64_t id = 0;
    std::string code = "other", why;
    bool dryRun = false, noDelivery = false;
    std::string bundle, signTo, signedFile;
};

QString timeText(std::uint64_t seconds)
{
    return QDateTime::fromSecsSinceEpoch(static_cast<qint64>(seconds), Qt::UTC).toString(Qt::ISODate);
}

void sayTerms(Session &session, std::uint64_t id, const sync::AppealTerms &terms, const QString &coin)
{
    const auto &status = terms.status.value();
    session.say(u"Contribution %1: %2, %3 of %4 records."_s.arg(id).arg(
        stateWords(status.state), countText(status.acceptedCount), countText(status.count)));
    session.say(
        u"An outside panel of jurors, whom the datanet's owner does not choose, judges it anew. Its result is the "
        "last one."_s);
    if (terms.bond.hasValue())
        session.say(
            u"You put aside %1. It comes back when the panel decides otherwise or does not decide. When it comes "
            "to the same result the coins are lost: half of them are burned."_s.arg(
                chain::coinText(terms.bond.value(), coin)));
    session.say(
        terms.own
            ? u"The panel needs the records: they are encrypted to its members and delivered next. If they do not "
              "come in time, your coins are lost and the result stands."_s
            : u"The panel needs the records from their contributor. If they do not come in time your coins return, "
              "and an acceptance falls."_s);
    session.say(u"Possible until %1."_s.arg(timeText(terms.until)));
}

base::Result<Answer> appeal(Session &session, const AppealWords &words)
{
    if (!curation::reasonCodes().contains(fromWords(words.code)))
        return session.usage(u"\"%1\" is no reason"_s.arg(fromWords(words.code)),
                             u"one of: "_s + curation::reasonCodes().join(u", "_s));
    const auto account = accountInUse(session);
    const auto network = openNetwork(session);
    if (!account || !network)
        return base::fail(!account ? account.error() : network.error());
    const auto &on = ***network;
    const auto terms = sync::appealTerms(on, words.id, account->address, session.context());
    if (!terms)
        return base::fail(terms.error());
    QJsonObject document{{u"contribution"_s, qint64(words.id)},
                         {u"result"_s, stateName(terms->status.value().state)},
                         {u"until"_s, qint64(terms->until)},
                         {u"own"_s, terms->own},
                         {u"bond"_s, provenJson(terms->bond, [](const base::Uint256 &wei) { return wei.toDecimal(); })},
                         {u"obstacle"_s, terms->obstacle}};
    if (!words.dryRun && !terms->obstacle.isEmpty())
        return base::fail(base::ErrorKind::Denied,
                          u"contribution %1 can't be appealed: "_s.arg(words.id) + terms->obstacle,
                          u"datanet contribution show %1"_s.arg(words.id));
    if (terms->obstacle.isEmpty())
        sayTerms(session, words.id, *terms, on.profile().coin);
    else
        session.say(u"Contribution %1 can't be appealed: "_s.arg(words.id) + terms->obstacle);
    if (words.dryRun) {
        session.answer(document);
        return terms->obstacle.isEmpty() ? Answer::Yes : Answer::No;
    }
    if (!session.confirm(u"Appeal?"_s))
        return Answer::No;
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    const auto done =
        sync::appealResult(on, words.id, {fromWords(words.code), fromWords(words.why)}, *key, session.context());
    if (!done)
        return base::fail(done.error());
    session.say(u"Appealed. The outside panel is drawn next."_s);
    bool delivered = false;
    if (terms->own && !words.noDelivery) {
        const auto sent = sync::deliverToOutsidePanel(on, {words.id, fromWords(words.bundle)}, *key, session.context());
        delivered = sent.has_value();
        if (sent)
            session.say(u"The outside panel has the records."_s);
        else
            session.note(
                u"The records are not with the outside panel yet: %1. Go on with: datanet contribution deliver "
                "%2"_s.arg(sent.error().what)
                    .arg(words.id));
    }
    document[u"delivered"_s] = delivered;
    session.answer(document);
    return Answer::Yes;
}

base::Result<Answer> sendSigned(Session &session, const sync::Network &network, const AppealWords &words,
                                const crypto::SecretKey &key)
{
    const auto bytes = base::files::read(fromWords(words.signedFile), kMostSignedBytes);
    const auto delivery =
        bytes ? sync::SignedDelivery::fromJson(*bytes) : base::Result<sync::SignedDelivery>(base::fail(bytes.error()));
    if (!delivery)
        return base::fail(delivery.error());
    if (delivery->contribution != words.id)
        return session.usage(u"the file is about contribution %1"_s.arg(delivery->contribution));
    if (const auto sent = sync::sendSignedDelivery(network, *delivery, key, session.context()); !sent)
        return base::fail(sent.error());
    session.say(u"The outside panel has the records."_s);
    session.answer({{u"contribution"_s, qint64(words.id)}, {u"delivered"_s, true}});
    return Answer::Yes;
}

base::Result<Answer> deliver(Session &session, const AppealWords &words)
{
    const auto account = accountInUse(session);
    const auto network = openNetwork(session);
    if (!account || !network)
        return base::fail(!account ? account.error() : network.error());
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    const auto &on = ***network;
    if (!words.signedFile.empty())
        return sendSigned(session, on, words, *key);
    const sync::OutsideDelivery wanted{words.id, fromWords(words.bundle)};
    if (words.signTo.empty()) {
        if (const auto sent = sync::deliverToOutsidePanel(on, wanted, *key, session.context()); !sent)
            return base::fail(sent.error());
        session.say(u"The outside panel has the records."_s);
        session.answer({{u"contribution"_s, qint64(words.id)}, {u"delivered"_s, true}});
        return Answer::Yes;
    }
    const auto delivery = sync::signOutsideDelivery(on, wanted, *key, session.context());
    if (!delivery)
        return base::fail(delivery.error());
    if (const auto written = base::files::writeAtomically(fromWords(words.signTo), delivery->toJson()); !written)
        return base::fail(written.error());
    session.say(
        u"Uploaded and signed. Anybody may tell the chain, until %1: datanet contribution deliver %2 --signed %3"_s
            .arg(timeText(delivery->deadline.toUint64().value_or(0)))
            .arg(words.id)
            .arg(fromWords(words.signTo)));
    session.answer({{u"contribution"_s, qint64(words.id)},
                    {u"delivered"_s, false},
                    {u"signed"_s, fromWords(words.signTo)},
                    {u"sealedBundleHash"_s, delivery->sealedHash.hex()},
                    {u"locator"_s, delivery->locator}});
    return Answer::Yes;
}

QString bondWords(const std::optional<bool> &returned)
{
    return !returned ? QString() : *returned ? u"; the bond went back"_s : u"; the bond is lost"_s;
}

} // namespace

QJsonValue tellAppeal(Session &session, const sync::Contribution &contribution,
                      const std::optional<sync::AppealFacts> &appeal, const QString &coin)
{
    if (!appeal)
        return {};
    QJsonObject document = knowledge(appeal->appeal);
    if (!appeal->appeal.hasValue()) {
        session.say(u"Whether it was appealed is not known [%1]"_s.arg(chain::trustSign(appeal->appeal.level())));
        return document;
    }
    const auto &value = appeal->appeal.value();
    const auto known = [](const std::optional<bool> &fact) { return fact ? QJsonValue(*fact) : QJsonValue(); };
    session.say(u"Appealed by %1 against: %2 [%3]"_s.arg(
        value.byContributor ? u"its contributor"_s : crypto::checksummed(value.appellant), stateWords(value.previous),
        chain::trustSign(appeal->appeal.level())));
    if (appeal->reason)
        session.say(u"  because: %1 - %2"_s.arg(appeal->reason->code, appeal->reason->words));
    const auto &status = contribution.status;
    if (appeal->running) {
        const auto bond = base::Uint256(value.bondGwei).times(base::Uint256(std::uint64_t(1'000'000'000)));
        session.say(u"  an outside panel judges it; %1 are put aside"_s.arg(
            chain::coinText(bond.value_or(base::Uint256()), coin)));
        document[u"bondWei"_s] = bond.value_or(base::Uint256()).toDecimal();
        if (status.hasValue()
            && (status.value().state == ContributionState::Opened
                || status.value().state == ContributionState::PanelDrawn))
            session.say(u"  the contributor delivers the records to it: datanet contribution deliver %1"_s.arg(
                contribution.id));
    } else if (!appeal->ruled) {
        session.say(u"  no outside panel decided: the first result stands"_s + bondWords(appeal->bondReturned));
    } else {
        session.say((!appeal->changed       ? u"  the outside panel decided"_s
                         : *appeal->changed ? u"  upheld: the outside panel decided otherwise"_s
                                            : u"  the outside panel came to the same result"_s)
                    + bondWords(appeal->bondReturned));
    }
    document[u"appellant"_s] = crypto::checksummed(value.appellant);
    document[u"byContributor"_s] = value.byContributor;
    document[u"against"_s] = stateName(value.previous);
    document[u"acceptedBefore"_s] = qint64(value.previousAccepted);
    document[u"running"_s] = appeal->running;
    document[u"ruled"_s] = appeal->ruled;
    document[u"changed"_s] = known(appeal->changed);
    document[u"bondReturned"_s] = known(appeal->bondReturned);
    document[u"reason"_s] = appeal->reason
        ? QJsonValue(QJsonObject{{u"code"_s, appeal->reason->code}, {u"words"_s, appeal->reason->words}})
        : QJsonValue();
    return document;
}

void addAppealCommands(CLI::App *contribution, Session &session)
{
    auto words = std::make_shared<AppealWords>();
    CLI::App *appealing =
        contribution->add_subcommand("appeal", "Ask an outside panel to judge a result anew, in either direction");
    appealing->add_option("id", words->id, "Number of the contribution")->required();
    appealing->add_option("--reason", words->code, "Why: schema, duplicate, licence, other ...")->capture_default_str();
    appealing->add_option("--words", words->why, "The reason in your own words, for the jurors");
    appealing->add_flag("--dry-run", words->dryRun, "Say what it costs and what may happen, and send nothing");
    appealing->add_flag("--no-delivery", words->noDelivery, "Do not deliver your own records to the panel yet");
    appealing->footer("Exit code 1: no appeal is possible (--dry-run), or you said no. Example: datanet contribution "
                      "appeal 7 --reason other --words \"every definition is my own\"");
    onRun(appealing, session, [&session, words] { return appeal(session, *words); });

    CLI::App *delivering =
        contribution->add_subcommand("deliver", "Deliver the records to the outside panel of an appeal");
    delivering->add_option("id", words->id, "Number of the contribution")->required();
    delivering->add_option("--bundle", words->bundle, "The bundle that was sent, where this computer does not have it");
    auto *sign = delivering->add_option("--sign", words->signTo,
                                        "Upload and sign only, to this file: somebody else pays for telling the chain");
    delivering->add_option("--signed", words->signedFile, "Tell the chain what the contributor signed in this file")
        ->excludes(sign);
    onRun(delivering, session, [&session, words] { return deliver(session, *words); });
}

} // namespace datanet::app::cli
