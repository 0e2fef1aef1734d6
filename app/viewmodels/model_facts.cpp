#include "viewmodels/model_facts.h"

#include "crypto/address.h"
#include "format/amount_text.h"
#include "format/percent_text.h"
#include "models/model_folder.h"
#include "sync/datanets.h"
#include "sync/model_registry.h"
#include "viewmodels/fact_text.h"
#include "viewmodels/known_people.h"
#include "viewmodels/models_view.h"

#include <QHash>
#include <QSet>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostListedModels = 1000;
constexpr int kMostTrainable = 1000;

struct DatanetFacts
{
    QString title;
    std::uint32_t versions = 0;
};
using Datanets = QHash<std::uint64_t, DatanetFacts>;

QStringList dataText(const models::ModelDescription &made, const Datanets &datanets)
{
    QStringList texts;
    for (const auto &version : made.versions) {
        const QString title = datanets.value(version.datanet).title;
        texts += title.isEmpty()
            //: What a model was trained on, where the datanet's name is not known
            ? ModelsView::tr("Version %1 of datanet %2").arg(version.number).arg(version.datanet)
            //: What a model was trained on; %2 is a datanet
            : ModelsView::tr("Version %1 of %2").arg(QString::number(version.number), title);
    }
    return texts;
}

// Where the weights of a registered model are on this computer and are what was registered.
void addData(QVariantMap &map, const sync::ModelEntry &entry, const Datanets &datanets)
{
    const auto folder = sync::providerFolder(entry);
    const auto made = folder ? models::ModelFolder(*folder).description()
                             : base::Result<models::ModelDescription>(base::fail(folder.error()));
    if (!made) {
        map[u"dataReason"_s] =
            ModelsView::tr("Its files are not on this computer: only the hashes of what it was trained on are known.");
        return;
    }
    if (made->weightsHash() != entry.model.weightsHash || made->dataVersionsHash() != entry.model.dataVersionsHash) {
        map[u"dataReason"_s] =
            ModelsView::tr("What is in its folder is not what was registered, so it is not shown. Its owner may be "
                           "training it.");
        return;
    }
    map[u"records"_s] = countText(qint64(made->recordCount()));
    map[u"data"_s] = dataText(*made, datanets);
}

QVariantMap described(const sync::ListedModel &model, const KnownPeople &people, const base::Address &account,
                      const Datanets &datanets)
{
    auto level = chain::weaker(model.entry.level(), model.status.level());
    level = chain::weaker(level, model.holding.level());
    QVariantMap map = trustMap(level, model.entry.block(), model.entry.steps());
    const bool active = model.status.hasValue() && model.status.value().state == chain::ModelState::Active;
    map.insert({{u"id"_s, qlonglong(model.id)},
                {u"title"_s, modelTitle(model)},
                {u"active"_s, active},
                {u"stateText"_s,
                 !model.status.hasValue() ? QString()
                     : active
                     //: State of a model on the network
                     ? ModelsView::tr("Answers questions")
                     //: State of a model on the network
                     : ModelsView::tr("Retired")},
                {u"aside"_s, coinMap(model.holding.map([](const chain::Holding &held) { return held.escrowed; }))},
                {u"settled"_s, coinMap(model.holding.map([](const chain::Holding &held) { return held.settled; }))}});
    if (!model.entry.hasValue())
        return map;
    const auto &entry = model.entry.value();
    map.insert(
        {{u"version"_s, int(entry.model.version)},
         //: Which edition of a model is on the network
         {u"versionText"_s, ModelsView::tr("version %1").arg(entry.model.version)},
         {u"owner"_s, crypto::checksummed(entry.model.owner)},
         {u"ownerName"_s, people.name(entry.model.owner)},
         {u"ownerIsProgram"_s, people.isProgram(entry.model.owner)},
         {u"mine"_s, entry.model.owner == account},
         {u"priceIn"_s, coinMap(entry.model.priceIn)},
         {u"priceOut"_s, coinMap(entry.model.priceOut)},
         {u"parentId"_s, qlonglong(entry.model.parent)},
         {u"royalty"_s, percentText(entry.model.royalty)},
         {u"royaltyAsked"_s,
          model.status.hasValue() ? percentText(model.status.value().royaltyAsked).section(u' ', 0, 0) : QString()},
         {u"place"_s, entry.url},
         {u"hashes"_s,
          QVariantList{//: Hashes that a model is registered with
                       hashMap(ModelsView::tr("Weights"), entry.model.weightsHash),
                       hashMap(ModelsView::tr("Data versions"), entry.model.dataVersionsHash),
                       hashMap(ModelsView::tr("Training run"), entry.model.runHash)}}});
    addData(map, entry, datanets);
    return map;
}

// Which model each was derived from, and which were derived from it.
void addLineage(QVariantList &models)
{
    QHash<qlonglong, QString> titles;
    QHash<qlonglong, QVariantList> children;
    for (const QVariant &one : models)
        titles[one.toMap().value(u"id"_s).toLongLong()] = one.toMap().value(u"title"_s).toString();
    const auto named = [&titles](qlonglong id) { return QVariantMap{{u"id"_s, id}, {u"title"_s, titles.value(id)}}; };
    for (const QVariant &one : models) {
        const qlonglong parent = one.toMap().value(u"parentId"_s).toLongLong();
        if (parent != 0)
            children[parent].append(named(one.toMap().value(u"id"_s).toLongLong()));
    }
    for (QVariant &one : models) {
        QVariantMap map = one.toMap();
        const qlonglong parent = map.value(u"parentId"_s).toLongLong();
        if (parent != 0) {
            QVariantMap from = named(parent);
            from[u"royalty"_s] = map.value(u"royalty"_s);
            map[u"parent"_s] = from;
        }
        map[u"children"_s] = children.value(map.value(u"id"_s).toLongLong());
        one = map;
    }
}

QVariantMap described(const sync::LocalModel &model, const std::vector<sync::ListedModel> &listed,
                      const base::Address &account, const Datanets &datanets)
{
    const auto &made = model.description;
    QVariantMap map{{u"name"_s, model.name},
                    {u"folder"_s, model.folder},
                    {u"records"_s, countText(qint64(made.recordCount()))},
                    {u"tokens"_s, countText(qint64(made.tokenCount()))},
                    {u"data"_s, dataText(made, datanets)},
                    {u"weights"_s, made.weightsHash().hex()},
                    {u"model"_s, 0},
                    {u"title"_s, model.name}};
    QVariantList trainedOn;
    bool behind = false;
    for (const auto &version : made.versions) {
        trainedOn.append(qlonglong(version.datanet));
        behind = behind || datanets.value(version.datanet).versions > version.number;
    }
    map[u"datanets"_s] = trainedOn;
    map[u"behind"_s] = behind;
    //: State of a model of this computer
    QString state = ModelsView::tr("Only on this computer");
    for (const auto &one : listed) {
        if (!one.entry.hasValue() || one.entry.value().url != model.folder || !one.status.hasValue()
            || one.status.value().state != chain::ModelState::Active)
            continue;
        const auto &entry = one.entry.value();
        const bool same = entry.model.weightsHash == made.weightsHash();
        map.insert({{u"model"_s, qlonglong(one.id)},
                    {u"mine"_s, entry.model.owner == account},
                    {u"same"_s, same},
                    {u"title"_s, entry.name},
                    {u"parentId"_s, qlonglong(entry.model.parent)},
                    {u"royalty"_s, percentText(entry.model.royalty)},
                    {u"priceIn"_s, exactAmount(entry.model.priceIn)},
                    {u"priceOut"_s, exactAmount(entry.model.priceOut)}});
        //: State of a model of this computer; %1 is its number on the network
        state = same ? ModelsView::tr("On the network as model %1").arg(one.id)
                     //: State of a model of this computer; %1 is its number on the network
                     : ModelsView::tr("An earlier version is on the network as model %1").arg(one.id);
    }
    map[u"stateText"_s] = state;
    return map;
}

// Fills in what the network says; the models of this computer come afterwards, with or without it.
base::Status readNetwork(const sync::Network &network, const base::Address &account, ModelFacts &facts,
                         std::vector<sync::ListedModel> &listed, Datanets &known, base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    const auto people = KnownPeople::read(network.home(), network.profile().practice);
    if (!snapshot || !people)
        return base::fail(!snapshot ? snapshot.error() : people.error());
    auto page = sync::listModels(network, *snapshot, 0, kMostListedModels, context);
    const auto datanets = page ? sync::listDatanets(network, *snapshot, 0, kMostTrainable, context)
                               : base::Result<sync::DatanetPage>(base::fail(page.error()));
    if (!datanets)
        return base::fail(datanets.error());
    for (const auto &datanet : datanets->datanets) {
        DatanetFacts fact{datanet.texts.hasValue() ? datanet.texts.value().name : QString(),
                          datanet.versions.hasValue() ? datanet.versions.value() : 0};
        if (fact.versions > 0)
            facts.datanets.append(QVariantMap{
                {u"id"_s, qlonglong(datanet.id)},
                {u"title"_s, fact.title.isEmpty() ? ModelsView::tr("Datanet %1").arg(datanet.id) : fact.title},
                //: What can be trained on: how much a datanet has published
                {u"detail"_s,
                 ModelsView::tr("%1 records, newest version %2")
                     .arg(datanet.records.hasValue() ? countText(qint64(datanet.records.value())) : u"?"_s)
                     .arg(fact.versions)}});
        known.insert(datanet.id, std::move(fact));
    }
    for (auto model = page->models.crbegin(); model != page->models.crend(); ++model)
        facts.models.append(described(*model, *people, account, known));
    addLineage(facts.models);
    listed = std::move(page->models);
    return {};
}

} // namespace

QString modelTitle(const sync::ListedModel &model)
{
    //: A model whose words are not known
    return model.entry.hasValue() ? model.entry.value().name : ModelsView::tr("Model %1").arg(model.id);
}

base::Result<ModelFacts> readModelFacts(const sync::Network &network, const base::Address &account,
                                        base::TaskContext &context)
{
    ModelFacts facts;
    std::vector<sync::ListedModel> listed;
    Datanets known;
    if (const auto read = readNetwork(network, account, facts, listed, known, context); !read) {
        if (read.error().kind == base::ErrorKind::Cancelled)
            return base::fail(read.error());
        facts.problem = read.error();
    }
    const auto local = sync::localModels(network.home());
    if (!local)
        return base::fail(local.error());
    QSet<QString> here;
    for (const auto &model : *local) {
        facts.here.append(described(model, listed, account, known));
        here.insert(model.folder);
    }
    for (QVariant &one : facts.models) {
        QVariantMap map = one.toMap();
        map[u"here"_s] = here.contains(map.value(u"place"_s).toString());
        one = map;
    }
    return facts;
}

} // namespace datanet::app
