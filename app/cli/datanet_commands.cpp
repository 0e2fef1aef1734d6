#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/network_access.h"

#include "base/files.h"
#include "chain/encryption_key.h"
#include "chain/transport.h"
#include "crypto/address.h"
#include "format/trust_text.h"
#include "sync/contributions.h"
#include "sync/datanet_founding.h"
#include "sync/datanets.h"
#include "sync/mirror.h"
#include "sync/preimages.h"
#include "sync/terms.h"
#include "sync/transactor.h"

#include <QFileInfo>
#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

QString intakeName(sync::Intake intake)
{
    switch (intake) {
    case sync::Intake::Active:
        return u"open"_s;
    case sync::Intake::Paused:
        return u"paused"_s;
    case sync::Intake::Closed:
        return u"closed"_s;
    case sync::Intake::None:
        break;
    }
    return u"none"_s;
}

const QStringList &kindNames()
{
    static const QStringList names{u""_s, u"table"_s, u"text"_s, u"image"_s, u"audio"_s};
    return names;
}

QString kindName(std::uint8_t kind)
{
    return kindNames().value(kind & 0x7f) + ((kind & 0x80) != 0 ? u", private"_s : QString());
}

// "42 [N]", or what stands for a value that is not known.
template <class T, class Words>
QString shown(const light::Proven<T> &proven, Words words)
{
    return (proven.hasValue() ? words(proven.value()) : u"unknown"_s) + u" ["_s + chain::trustSign(proven.level())
        + u']';
}

QString digits(std::uint64_t value)
{
    return QString::number(value);
}

QJsonObject described(const sync::Datanet &datanet)
{
    const auto whole = [](std::uint64_t value) { return number(qint64(value)); };
    const auto texts = [&](auto member) {
        return provenJson(datanet.texts, [member](const auto &value) { return value.*member; });
    };
    return {{u"id"_s, qint64(datanet.id)},
            {u"name"_s, texts(&sync::DatanetTexts::name)},
            {u"inbox"_s, texts(&sync::DatanetTexts::inbox)},
            {u"remote"_s, texts(&sync::DatanetTexts::remote)},
            {u"kind"_s, provenJson(datanet.kind, [](std::uint8_t kind) { return kindName(kind); })},
            {u"owner"_s, provenJson(datanet.owner, [](const auto &owner) { return crypto::checksummed(owner); })},
            {u"intake"_s, provenJson(datanet.intake, intakeName)},
            {u"versions"_s, provenJson(datanet.versions, whole)},
            {u"records"_s, provenJson(datanet.records, whole)},
            {u"reviewers"_s, provenJson(datanet.reviewers, whole)},
            {u"termsHash"_s, provenJson(datanet.termsHash, [](const auto &hash) { return hash.hex(); })}};
}

base::Result<Answer> list(Session &session, std::uint64_t after, int limit)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    auto snapshot = (**network)->latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto page = sync::listDatanets(***network, *snapshot, after, limit, session.context());
    if (!page)
        return base::fail(page.error());
    QJsonArray all;
    for (const auto &datanet : page->datanets) {
        session.say(u"%1  %2  %3 records in %4 versions  %5"_s.arg(datanet.id)
                        .arg(shown(datanet.texts, [](const auto &texts) { return texts.name; }),
                             shown(datanet.records, digits), shown(datanet.versions, digits),
                             shown(datanet.intake, intakeName)));
        all.append(described(datanet));
    }
    if (page->datanets.empty())
        session.say(u"There are no datanets here yet."_s);
    session.answer({{u"count"_s, provenJson(page->count, [](std::uint64_t value) { return number(qint64(value)); })},
                    {u"datanets"_s, all}});
    return Answer::Yes;
}

base::Result<Answer> show(Session &session, std::uint64_t id)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    auto snapshot = (**network)->latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto datanet = sync::readDatanet(***network, *snapshot, id, session.context());
    if (!datanet)
        return base::fail(datanet.error());
    const auto versions = sync::readVersions(***network, *snapshot, id, 0, 1000, session.context());
    if (!versions)
        return base::fail(versions.error());
    // Good to know; its absence is said where it would stand.
    const auto sent = sync::contributionsTo(***network, *snapshot, id, session.context(), {.limit = 0});
    session.say(u"Datanet %1: %2"_s.arg(id).arg(shown(datanet->texts, [](const auto &texts) { return texts.name; })));
    session.say(u"owner      "_s + shown(datanet->owner, [](const auto &owner) { return crypto::checksummed(owner); }));
    session.say(u"kind       "_s + shown(datanet->kind, kindName));
    session.say(u"intake     "_s + shown(datanet->intake, intakeName));
    session.say(u"reviewers  "_s + shown(datanet->reviewers, digits));
    session.say(u"records    "_s + shown(datanet->records, digits));
    session.say(u"sent to it "_s
                + (sent ? QString(shown(sent->count, digits) + u"  (datanet contribution list --datanet %1)"_s.arg(id))
                        : QString(u"unknown: "_s + sent.error().what)));
    session.say(u"inbox      "_s + shown(datanet->texts, [](const auto &texts) { return texts.inbox; }));
    session.say(u"remote     "_s + shown(datanet->texts, [](const auto &texts) { return texts.remote; }));
    session.say(u"terms      "_s + shown(datanet->termsHash, [](const auto &hash) { return hash.hex(); }));
    QJsonArray history;
    for (const auto &version : *versions) {
        session.say(shown(version, [](const sync::DatanetVersion &value) {
            return u"v%1  contribution %2  %3 records, %4 in all"_s.arg(value.number)
                .arg(value.contribution)
                .arg(value.acceptedCount)
                .arg(value.totalAccepted);
        }));
        history.append(provenJson(version, [](const sync::DatanetVersion &value) {
            return QJsonObject{{u"number"_s, qint64(value.number)},
                               {u"contribution"_s, qint64(value.contribution)},
                               {u"acceptedCount"_s, qint64(value.acceptedCount)},
                               {u"totalAccepted"_s, qint64(value.totalAccepted)},
                               {u"publishedAt"_s, qint64(value.publishedAt)}};
        }));
    }
    QJsonObject document = described(*datanet);
    document[u"history"_s] = history;
    if (sent)
        document[u"contributions"_s] =
            provenJson(sent->count, [](std::uint64_t value) { return number(qint64(value)); });
    session.answer(document);
    return Answer::Yes;
}

base::Result<Answer> synchronise(Session &session, std::uint64_t id, bool verifyOnly)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    auto snapshot = (**network)->latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto datanet = sync::readDatanet(***network, *snapshot, id, session.context());
    if (!datanet)
        return base::fail(datanet.error());
    auto mirror = sync::Mirror::open(***network, id);
    if (!mirror)
        return base::fail(mirror.error());
    std::optional<crypto::AgeIdentity> identity;
    if (datanet->isPrivate()) {
        const auto account = accountInUse(session);
        const auto key =
            account ? unlockAccount(session, *account) : base::Result<crypto::SecretKey>(base::fail(account.error()));
        if (!key)
            return base::fail(key.error());
        identity = chain::encryptionIdentity(*key);
    }
    const auto report = mirror->update(*snapshot, *datanet, session.context(), identity ? &*identity : nullptr);
    if (!report)
        return base::fail(report.error());
    const auto ids = mirror->recordsAt(report->matching, session.context());
    if (!ids)
        return base::fail(ids.error());
    session.say(u"%1 of %2 versions are here and match the chain [%3]; %4 records"_s.arg(report->matching)
                    .arg(report->proven)
                    .arg(chain::trustSign(report->level))
                    .arg(ids->size()));
    QJsonArray problems;
    for (const QString &problem : report->problems) {
        session.say(u"  "_s + problem);
        problems.append(problem);
    }
    if (!verifyOnly)
        session.say(mirror->repository().path());
    session.answer({{u"proven"_s, qint64(report->proven)},
                    {u"matching"_s, qint64(report->matching)},
                    {u"records"_s, qint64(ids->size())},
                    {u"level"_s, chain::trustSign(report->level)},
                    {u"repository"_s, mirror->repository().path()},
                    {u"problems"_s, problems}});
    return report->isComplete() ? Answer::Yes : Answer::No;
}

struct CreateWords
{
    std::string rules, name, inbox, remote, kind = "text";
    bool isPrivate = false;
};

base::Result<Answer> create(Session &session, const CreateWords &words)
{
    const auto json = base::files::read(fromWords(words.rules), curation::DatanetRules::kMaximumBytes);
    if (!json)
        return base::fail(json.error());
    const auto rules = curation::DatanetRules::fromJson(*json);
    if (!rules)
        return base::fail(rules.error().within(fromWords(words.rules)));
    const qsizetype kind = kindNames().indexOf(fromWords(words.kind));
    if (kind < 1)
        return session.usage(u"--kind is table, text, image or audio"_s);
    sync::DatanetOrder order{fromWords(words.name),           fromWords(words.inbox), fromWords(words.remote),
                             static_cast<std::uint8_t>(kind), words.isPrivate,        *rules};
    if (QFileInfo(order.remote).isRelative() && QFileInfo::exists(order.remote))
        order.remote = QFileInfo(order.remote).absoluteFilePath();
    if (auto good = order.validate(); !good)
        return base::fail(good.error());
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto account = accountInUse(session);
    if (!account)
        return base::fail(account.error());
    if (!session.confirm(u"Create the datanet \"%1\" on %2 with account %3?"_s.arg(
            order.name, (**network)->profile().title, crypto::checksummed(account->address))))
        return Answer::No;
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    const auto made = sync::foundDatanet(***network, order, *key, session.context());
    if (!made)
        return base::fail(made.error());
    session.say(u"Datanet %1 is there."_s.arg(made->id));
    session.answer({{u"id"_s, qint64(made->id)},
                    {u"termsHash"_s, made->terms.hex()},
                    {u"transaction"_s, made->transaction.hex()}});
    return Answer::Yes;
}

} // namespace

void addDatanetCommands(CLI::App &app, Session &session)
{
    CLI::App *noun = app.add_subcommand("datanet", "Datanets on chain, and their published data");
    noun->require_subcommand(1);

    struct Words
    {
        std::uint64_t id = 0, after = 0;
        int limit = 50;
    };
    auto words = std::make_shared<Words>();
    CLI::App *all = noun->add_subcommand("list", "Datanets of this network");
    all->add_option("--after", words->after, "Begin after this number");
    all->add_option("--limit", words->limit, "How many at most")->check(CLI::Range(1, 1000))->capture_default_str();
    onRun(all, session, [&session, words] { return list(session, words->after, words->limit); });

    const auto withId = [&](const char *name, const char *help) {
        CLI::App *command = noun->add_subcommand(name, help);
        command->add_option("id", words->id, "Number of the datanet")->required();
        return command;
    };
    onRun(withId("show", "What the chain says about one datanet"), session,
          [&session, words] { return show(session, words->id); });
    onRun(withId("sync", "Fetch its published versions and check them against the chain"), session,
          [&session, words] { return synchronise(session, words->id, false); });
    onRun(withId("verify", "Whether its remote holds exactly what was accepted"), session,
          [&session, words] { return synchronise(session, words->id, true); });

    addMemberCommands(*noun, session);
    addRulesCommands(*noun, session);
    auto creation = std::make_shared<CreateWords>();
    CLI::App *make = noun->add_subcommand("create", "Found a datanet");
    make->add_option("--rules", creation->rules, "File with its rules (core/curation/README.md)")->required();
    make->add_option("--name", creation->name, "Its name")->required();
    make->add_option("--inbox", creation->inbox, "URL of the inbox that takes submissions")->required();
    make->add_option("--remote", creation->remote, "Git remote of its versions: absolute path, https or ssh")
        ->required();
    make->add_option("--kind", creation->kind, "table, text, image or audio")->capture_default_str();
    make->add_flag("--private", creation->isPrivate,
                   "Only members read what is published (datanet member); reviewers and contributors must be members,\n"
                   "and its records are not traced, so they earn nothing");
    make->footer("Example: datanet datanet create --rules rules.json --name Words --inbox https://inbox.example.org "
                 "--remote git@example.org:words.git");
    onRun(make, session, [&session, creation] { return create(session, *creation); });
}

} // namespace datanet::app::cli
