#include "cli/account_access.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/market_words.h"

#include "crypto/address.h"
#include "format/percent_text.h"
#include "sync/answers.h"
#include "sync/preimages.h"
#include "sync/published_text.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace datanet::app::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShownModels = 1000;

struct ModelWords
{
    std::string name;
    std::uint64_t id = 0;
    std::vector<std::uint64_t> datanets;
    std::uint64_t parent = 0;
    std::string title, priceIn = "0.2", priceOut = "1", royalty = "0", question;
    std::uint64_t seed = 1;
    std::uint32_t tokens = 128;
    int count = 5;
    bool local = false;
};

QJsonArray versionsJson(const std::vector<models::DataVersion> &versions)
{
    QJsonArray list;
    for (const auto &version : versions)
        list.append(QJsonObject{{u"datanet"_s, qint64(version.datanet)}, {u"number"_s, qint64(version.number)}});
    return list;
}

QJsonObject localJson(const sync::LocalModel &model)
{
    const auto &made = model.description;
    return {{u"name"_s, model.name},
            {u"folder"_s, model.folder},
            {u"records"_s, qint64(made.recordCount())},
            {u"tokens"_s, qint64(made.tokenCount())},
            {u"weightsHash"_s, made.weightsHash().hex()},
            {u"dataVersionsHash"_s, made.dataVersionsHash().hex()},
            {u"runHash"_s, made.runHash().hex()},
            {u"versions"_s, versionsJson(made.versions)}};
}

void sayLocal(Session &session, const sync::LocalModel &model)
{
    QStringList versions;
    for (const auto &version : model.description.versions)
        versions += u"version %1 of datanet %2"_s.arg(version.number).arg(version.datanet);
    session.say(u"%1  %2 records, %3"_s.arg(model.name)
                    .arg(model.description.recordCount())
                    .arg(versions.isEmpty() ? u"of no published version"_s : versions.join(u", "_s)));
}

base::Result<Answer> train(Session &session, const ModelWords &words)
{
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    const auto model =
        sync::trainModel(***network, fromWords(words.name), {words.datanets.begin(), words.datanets.end()},
                         u"datanet "_s + QCoreApplication::applicationVersion(), session.context());
    if (!model)
        return base::fail(model.error());
    sayLocal(session, *model);
    session.say(u"Weights %1"_s.arg(model->description.weightsHash().hex()));
    session.answer(localJson(*model));
    return Answer::Yes;
}

base::Result<Answer> evaluate(Session &session, const ModelWords &words)
{
    const auto local = sync::localModel(sync::Home{session.home()}, fromWords(words.name));
    if (!local)
        return base::fail(local.error());
    const auto result = sync::evaluateModel(*local, words.seed, session.context());
    if (!result)
        return base::fail(result.error());
    const double perplexity = result->heldOut.perplexity();
    session.say(u"%1 records trained, %2 tokens held out, perplexity %3"_s.arg(result->trainedRecords)
                    .arg(result->heldOut.tokens)
                    .arg(perplexity, 0, 'f', 1));
    session.answer({{u"name"_s, local->name},
                    {u"trainedRecords"_s, qint64(result->trainedRecords)},
                    {u"trainedTokens"_s, qint64(result->trainedTokens)},
                    {u"heldOutTokens"_s, qint64(result->heldOut.tokens)},
                    {u"perplexity"_s, perplexity}});
    return Answer::Yes;
}

QJsonObject listedJson(const sync::ListedModel &model)
{
    const auto member = [&](auto take) { return provenJson(model.entry, take); };
    using Entry = sync::ModelEntry;
    return {
        {u"id"_s, qint64(model.id)},
        {u"state"_s, model.status.hasValue() ? modelStateName(model.status.value().state) : QString()},
        {u"version"_s, model.status.hasValue() ? qint64(model.status.value().version) : 0},
        {u"title"_s, member([](const Entry &entry) { return entry.name; })},
        {u"owner"_s, member([](const Entry &entry) { return crypto::checksummed(entry.model.owner); })},
        {u"parent"_s, member([](const Entry &entry) { return number(qint64(entry.model.parent)); })},
        {u"royalty"_s, member([](const Entry &entry) { return qint64(entry.model.royalty); })},
        {u"royaltyAsked"_s, provenJson(model.status, [](const auto &status) { return qint64(status.royaltyAsked); })},
        {u"weightsHash"_s, member([](const Entry &entry) { return entry.model.weightsHash.hex(); })},
        {u"dataVersionsHash"_s, member([](const Entry &entry) { return entry.model.dataVersionsHash.hex(); })},
        {u"priceIn"_s, member([](const Entry &entry) { return entry.model.priceIn.toDecimal(); })},
        {u"priceOut"_s, member([](const Entry &entry) { return entry.model.priceOut.toDecimal(); })},
        {u"place"_s, member([](const Entry &entry) { return entry.url; })},
        {u"epoch"_s, provenJson(model.clock, [](const auto &clock) { return number(qint64(clock.epoch)); })},
        {u"escrowed"_s, provenJson(model.holding, [](const auto &held) { return held.escrowed.toDecimal(); })}};
}

void sayListed(Session &session, const sync::Network &on, const sync::ListedModel &model)
{
    if (!model.entry.hasValue()) {
        session.say(u"Model %1: unknown%2"_s.arg(model.id).arg(knownAs(model.entry.level())));
        return;
    }
    const auto &entry = model.entry.value();
    session.say(u"Model %1  %2%3, version %4, %5"_s.arg(model.id)
                    .arg(entry.name, knownAs(model.entry.level()))
                    .arg(entry.model.version)
                    .arg(model.status.hasValue() ? modelStateName(model.status.value().state) : u"state unknown"_s));
    session.say(u"  1,000 tokens of questions cost %1, of answers %2"_s.arg(coins(on, entry.model.priceIn),
                                                                            coins(on, entry.model.priceOut)));
}

base::Result<Answer> list(Session &session, const ModelWords &words)
{
    const auto mine = sync::localModels(sync::Home{session.home()});
    if (!mine)
        return base::fail(mine.error());
    QJsonArray local;
    for (const auto &model : *mine) {
        sayLocal(session, model);
        local.append(localJson(model));
    }
    QJsonObject document{{u"local"_s, local}};
    if (!words.local) {
        const auto network = openNetwork(session);
        if (!network)
            return base::fail(network.error());
        auto snapshot = (**network)->latest(session.context());
        if (!snapshot)
            return base::fail(snapshot.error());
        const auto page = sync::listModels(***network, *snapshot, 0, kShownModels, session.context());
        if (!page)
            return base::fail(page.error());
        QJsonArray registered;
        for (const auto &model : page->models) {
            sayListed(session, ***network, model);
            registered.append(listedJson(model));
        }
        if (page->models.empty())
            session.say(u"No model is registered on this network yet."_s);
        document[u"count"_s] = provenJson(page->count, [](std::uint64_t count) { return number(qint64(count)); });
        document[u"models"_s] = registered;
    }
    session.answer(document);
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
    const auto model = sync::showModel(***network, *snapshot, id, session.context());
    if (!model)
        return base::fail(model.error());
    sayListed(session, ***network, *model);
    if (model->entry.hasValue()) {
        const auto &entry = model->entry.value();
        session.say(u"  owner    "_s + crypto::checksummed(entry.model.owner));
        session.say(u"  weights  "_s + entry.model.weightsHash.hex());
        session.say(u"  data     "_s + entry.model.dataVersionsHash.hex());
        session.say(u"  place    "_s + entry.url);
        if (entry.model.parent != 0)
            session.say(u"  made from model %1; %2 of its share of every answer goes to that model's owner"_s
                            .arg(entry.model.parent)
                            .arg(percentText(entry.model.royalty)));
        if (model->status.hasValue() && model->status.value().royaltyAsked != 0)
            session.say(u"  models made from it pass on at least %1 of their share"_s.arg(
                percentText(model->status.value().royaltyAsked)));
    }
    session.answer(listedJson(*model));
    return Answer::Yes;
}

base::Result<Answer> registerIt(Session &session, const ModelWords &words)
{
    const auto network = openNetwork(session);
    const auto account = accountInUse(session);
    const auto in = coinsFrom(words.priceIn);
    const auto out = coinsFrom(words.priceOut);
    const auto royalty = basisPointsFrom(fromWords(words.royalty));
    if (!in || !out || !royalty)
        return base::fail(!in ? in.error() : !out ? out.error() : royalty.error());
    if (*royalty != 0 && words.parent == 0)
        return session.usage(u"a royalty goes to the model that this one is made from"_s, u"--parent ID"_s);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    const auto model = sync::localModel(sync::Home{session.home()}, fromWords(words.name));
    if (!model)
        return base::fail(model.error());
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    const sync::ModelOffer offer{words.title.empty() ? model->name : fromWords(words.title), *in, *out, words.parent,
                                 *royalty};
    const auto done = sync::registerModel(***network, *model, offer, *key, session.context());
    if (!done)
        return base::fail(done.error());
    session.say(done->changed ? u"Registered as model %1, version %2."_s.arg(done->id).arg(done->version)
                              : u"Model %1 is registered like this already."_s.arg(done->id));
    session.answer({{u"model"_s, qint64(done->id)},
                    {u"version"_s, qint64(done->version)},
                    {u"changed"_s, done->changed},
                    {u"weightsHash"_s, model->description.weightsHash().hex()}});
    return Answer::Yes;
}

base::Result<Answer> askRoyalty(Session &session, const ModelWords &words)
{
    const auto royalty = basisPointsFrom(fromWords(words.royalty));
    if (!royalty)
        return base::fail(royalty.error());
    const auto network = openNetwork(session);
    const auto account = accountInUse(session);
    if (!network || !account)
        return base::fail(!network ? network.error() : account.error());
    const auto key = unlockAccount(session, *account);
    if (!key)
        return base::fail(key.error());
    if (const auto done = sync::askRoyalty(***network, words.id, *royalty, *key, session.context()); !done)
        return base::fail(done.error());
    session.say(
        u"Models that are made from model %1 pass on at least %2 of their share from now on."_s.arg(words.id).arg(
            percentText(*royalty)));
    session.answer({{u"model"_s, qint64(words.id)}, {u"royaltyAsked"_s, *royalty}});
    return Answer::Yes;
}

// A model of this computer by its name, or a registered one by its number.
base::Result<models::NgramModel> openNamed(Session &session, const std::string &name)
{
    bool isNumber = false;
    const auto id = fromWords(name).toULongLong(&isNumber);
    if (!isNumber) {
        const auto local = sync::localModel(sync::Home{session.home()}, fromWords(name));
        return local ? models::ModelFolder(local->folder).load(2, session.context()) : base::fail(local.error());
    }
    const auto network = openNetwork(session);
    if (!network)
        return base::fail(network.error());
    auto snapshot = (**network)->latest(session.context());
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto proven = sync::readModel(***network, *snapshot, id, session.context());
    if (!proven)
        return base::fail(proven.error());
    const auto entry = sync::requireValue(*proven, u"model %1"_s.arg(id));
    return entry ? sync::openRegistered(*entry, session.context()) : base::fail(entry.error());
}

base::Result<Answer> run(Session &session, const ModelWords &words)
{
    const auto model = openNamed(session, words.name);
    if (!model)
        return base::fail(model.error());
    models::AnswerOptions options;
    options.seed = words.seed;
    options.maximumTokens = words.tokens;
    const auto answer = model->answer(words.question, options);
    if (!answer)
        return base::fail(answer.error());
    session.say(QString::fromUtf8(answer->text));
    QJsonArray pieces;
    for (const auto &piece : answer->pieces) {
        const auto &record = model->index().record(piece.record);
        const auto contribution = model->index().source(piece.record).priority;
        session.say(u"  \"%1\"  from record %2 of contribution %3"_s
                        .arg(QString::fromUtf8(answer->text.mid(piece.beginByte, piece.endByte - piece.beginByte))
                                 .simplified()
                                 .left(60))
                        .arg(record.position + 1)
                        .arg(contribution));
        pieces.append(QJsonObject{{u"begin"_s, qint64(piece.beginByte)},
                                  {u"end"_s, qint64(piece.endByte)},
                                  {u"record"_s, record.id.hex()},
                                  {u"position"_s, qint64(record.position)},
                                  {u"contribution"_s, qint64(contribution)}});
    }
    session.answer({{u"answer"_s, QString::fromUtf8(answer->text)},
                    {u"tokensIn"_s, qint64(answer->tokensIn)},
                    {u"tokensOut"_s, qint64(answer->tokensOut)},
                    {u"known"_s, answer->promptTokensUsed > 0},
                    {u"pieces"_s, pieces}});
    return answer->promptTokensUsed > 0 ? Answer::Yes : Answer::No;
}

base::Result<Answer> questions(Session &session, const ModelWords &words)
{
    const auto model = openNamed(session, words.name);
    if (!model)
        return base::fail(model.error());
    QJsonArray list;
    for (const QString &question : sync::questionsFor(*model, words.count, words.seed)) {
        session.say(question);
        list.append(question);
    }
    session.answer({{u"questions"_s, list}});
    return list.isEmpty() ? Answer::No : Answer::Yes;
}

} // namespace

void addModelCommands(CLI::App &app, Session &session)
{
    CLI::App *model = app.add_subcommand("model", "Models made of published versions");
    model->require_subcommand(1);
    auto words = std::make_shared<ModelWords>();
    const auto verb = [&](const char *name, const char *help,
                          base::Result<Answer> (*work)(Session &, const ModelWords &)) {
        CLI::App *command = model->add_subcommand(name, help);
        onRun(command, session, [&session, words, work] { return work(session, *words); });
        return command;
    };
    CLI::App *training = verb("train", "Train one, or bring it up to the newest versions", train);
    training->add_option("name", words->name, "Its name on this computer")->required();
    training->add_option("--datanet", words->datanets, "Of which datanets")->required();
    CLI::App *evaluation = verb("evaluate", "How well it foretells records it has not seen", evaluate);
    evaluation->add_option("name", words->name, "Its name on this computer")->required();
    evaluation->add_option("--seed", words->seed, "Chooses the records that are left out")->capture_default_str();
    verb("list", "Models of this computer and of the network", list)
        ->add_flag("--local", words->local, "Those of this computer only");
    CLI::App *showing = model->add_subcommand("show", "One registered model, each fact with how it is known");
    showing->add_option("id", words->id, "Number of the model")->required();
    onRun(showing, session, [&session, words] { return show(session, words->id); });
    CLI::App *registering =
        verb("register", "Put it on the network with its price, or bring that up to date", registerIt);
    registering->add_option("name", words->name, "Its name on this computer")->required();
    registering->add_option("--title", words->title, "What people see (default: its name)");
    registering->add_option("--price-in", words->priceIn, "Coins for 1,000 tokens asked")->capture_default_str();
    registering->add_option("--price-out", words->priceOut, "Coins for 1,000 tokens answered")->capture_default_str();
    registering->add_option("--parent", words->parent, "Number of the model it is made from; never changes");
    registering->add_option("--royalty", words->royalty,
                            "Percent of its share of every answer that go to that model's owner (at most 50)");
    registering->footer("Example: datanet model register legal-fr --parent 3 --royalty 10 --title \"French law\"");
    CLI::App *royalty = verb("royalty", "Say what models made from yours pass on at least", askRoyalty);
    royalty->add_option("id", words->id, "Number of your model")->required();
    royalty->add_option("percent", words->royalty, "Percent of their share (at most 50)")->required();
    CLI::App *running = verb("run", "Ask it, free of charge, and see where the answer comes from", run);
    running->add_option("model", words->name, "Name on this computer, or number on the network")->required();
    running->add_option("question", words->question, "The question")->required();
    running->add_option("--seed", words->seed, "Another seed, another answer")->capture_default_str();
    running->add_option("--tokens", words->tokens, "How long the answer may get")->capture_default_str();
    CLI::App *asking = verb("questions", "Questions about its newest records", questions);
    asking->add_option("model", words->name, "Name on this computer, or number on the network")->required();
    asking->add_option("--count", words->count, "How many")->capture_default_str();
    asking->add_option("--seed", words->seed, "Another seed, other questions")->capture_default_str();
}

} // namespace datanet::app::cli
