#include "sync/model_registry.h"

#include "attribution/record_clusters.h"
#include "attribution/token_text.h"
#include "base/files.h"
#include "sync/preimages.h"
#include "sync/published_text.h"
#include "sync/transactor.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using attribution::RecordNumber;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

namespace {

constexpr int kModelThreads = 2;
constexpr int kMostModels = 100'000;
constexpr std::size_t kQuestionTokens = 6;

template <class T>
Result<light::Proven<T>> factOf(light::Snapshot &snapshot, const chain::StorageFact<T> &fact,
                                base::TaskContext &context)
{
    return snapshot.read(fact, context);
}

// The model that this account registered from this folder; nothing when it has none.
Result<std::optional<ModelEntry>> ownModel(const Network &network, light::Snapshot &snapshot,
                                           const base::Address &owner, const QString &folder,
                                           base::TaskContext &context)
{
    const auto page = listModels(network, snapshot, 0, kMostModels, context);
    if (!page)
        return fail(page.error());
    for (const ListedModel &model : page->models) {
        const auto entry = requireValue(model.entry, u"model %1"_s.arg(model.id));
        const auto status = requireValue(model.status, u"the state of model %1"_s.arg(model.id));
        if (!entry || !status)
            return fail(!entry ? entry.error() : status.error());
        if (entry->model.owner == owner && entry->url == folder && status->state == chain::ModelState::Active)
            return std::optional(*entry);
    }
    return std::optional<ModelEntry>();
}

// Those of the newest contribution. Records are numbered by priority, so they stand at the end.
std::vector<RecordNumber> newestRecords(const attribution::TextIndex &index)
{
    std::vector<RecordNumber> records;
    for (RecordNumber record = index.recordCount(); record-- > 0;) {
        if (index.source(record) != index.source(index.recordCount() - 1))
            break;
        records.push_back(record);
    }
    std::reverse(records.begin(), records.end());
    return records;
}

// The same, from another one on.
std::vector<RecordNumber> turned(std::vector<RecordNumber> records, std::uint64_t seed)
{
    if (!records.empty())
        std::rotate(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(seed % records.size()),
                    records.end());
    return records;
}

} // namespace

Result<QString> modelFolderOf(const Home &home, const QString &name)
{
    static const QRegularExpression allowed(u"^[A-Za-z0-9_-]{1,64}$"_s);
    if (!allowed.match(name).hasMatch())
        return fail(ErrorKind::Invalid, u"a model's name has letters, digits, - and _ only: "_s + name);
    return QString(home.path + u"/models/"_s + name);
}

Result<LocalModel> localModel(const Home &home, const QString &name)
{
    const auto folder = modelFolderOf(home, name);
    if (!folder)
        return fail(folder.error());
    auto description = models::ModelFolder(*folder).description();
    if (!description && description.error().kind == ErrorKind::NotFound)
        return fail(ErrorKind::NotFound, u"there is no model %1 on this computer"_s.arg(name),
                    u"datanet model train %1 --datanet ID"_s.arg(name));
    if (!description)
        return fail(description.error());
    return LocalModel{name, QFileInfo(*folder).absoluteFilePath(), std::move(*description)};
}

Result<std::vector<LocalModel>> localModels(const Home &home)
{
    std::vector<LocalModel> all;
    const QStringList names = QDir(home.path + u"/models"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &name : names) {
        auto model = localModel(home, name);
        if (!model && model.error().kind == ErrorKind::NotFound)
            continue; // nothing was trained to its end there
        if (!model)
            return fail(model.error());
        all.push_back(std::move(*model));
    }
    return all;
}

Result<LocalModel> trainModel(const Network &network, const QString &name, const std::set<std::uint64_t> &datanets,
                              const QString &program, base::TaskContext &context)
{
    const auto folder = modelFolderOf(network.home(), name);
    if (!folder)
        return fail(folder.error());
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    PublishedSelection selection;
    selection.datanets = datanets;
    selection.current = true;
    const auto published = readPublished(network, *snapshot, selection, context);
    if (!published)
        return fail(published.error());
    if (published->sources.empty())
        return fail(ErrorKind::Invalid, u"nothing is published in these datanets yet"_s);
    if (auto made = base::files::makeFolder(*folder); !made)
        return fail(made.error());
    models::ModelFolder::TrainOptions options;
    options.versions = published->versions;
    options.program = program;
    options.threads = kModelThreads;
    // Given, not tried out: a retrained model must not cost more than its new records.
    options.strength = models::NgramParameters{}.strength;
    context.step(u"Training"_s);
    auto trained = models::ModelFolder(*folder).train(published->sources, options, context);
    if (!trained)
        return fail(trained.error());
    return LocalModel{name, QFileInfo(*folder).absoluteFilePath(), trained->model.description()};
}

Result<models::Evaluation> evaluateModel(const LocalModel &model, std::uint64_t seed, base::TaskContext &context)
{
    context.step(u"Opening the model"_s);
    const auto opened = models::ModelFolder(model.folder).load(kModelThreads, context);
    if (!opened)
        return fail(opened.error());
    context.step(u"Looking for copies among its records"_s);
    attribution::RecordClusters clusters;
    if (auto extended = clusters.extend(opened->index(), context); !extended)
        return fail(extended.error());
    std::vector<attribution::RecordNumber> leaders;
    for (const auto &standing : clusters.standings())
        leaders.push_back(standing.leader);
    models::EvaluationOptions options;
    options.seed = seed;
    options.threads = kModelThreads;
    options.leaders = leaders;
    context.step(u"Foretelling records that were left out"_s);
    return models::evaluate(*opened, options, context);
}

Result<ListedModel> showModel(const Network &network, light::Snapshot &snapshot, std::uint64_t id,
                              base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto entry = readModel(network, snapshot, id, context);
    if (!entry)
        return fail(entry.error());
    auto status = factOf(snapshot, contracts->models.status(id), context);
    auto clock = factOf(snapshot, contracts->inference.clock(id), context);
    auto holding = factOf(snapshot, contracts->inference.holding(id), context);
    if (!status || !clock || !holding)
        return fail(!status ? status.error() : !clock ? clock.error() : holding.error());
    return ListedModel{id, std::move(*entry), std::move(*status), std::move(*clock), std::move(*holding)};
}

Result<ModelPage> listModels(const Network &network, light::Snapshot &snapshot, std::uint64_t afterId, int limit,
                             base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto count = snapshot.read(contracts->models.count(), context);
    if (!count)
        return fail(count.error());
    ModelPage page{*count, {}};
    const std::uint64_t last = count->hasValue() ? count->value() : 0;
    for (std::uint64_t id = afterId + 1; id <= last && page.models.size() < std::size_t(std::max(limit, 0)); ++id) {
        if (context.cancelled())
            return base::cancelled();
        auto model = showModel(network, snapshot, id, context);
        if (!model)
            return fail(model.error());
        page.models.push_back(std::move(*model));
    }
    return page;
}

Result<ModelRegistration> registerModel(const Network &network, const LocalModel &model, const ModelOffer &offer,
                                        const crypto::SecretKey &key, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto present = ownModel(network, *snapshot, key.address(), model.folder, context);
    if (!present)
        return fail(present.error());
    chain::Model next;
    if (*present)
        next = (*present)->model;
    if (*present && offer.parent != 0 && (offer.parent != next.parent || offer.royalty != next.royalty))
        return fail(ErrorKind::Denied,
                    u"model %1 keeps the parent and the royalty that it was registered with"_s.arg(next.id),
                    u"train a model of another name to register it otherwise"_s);
    if (!*present) {
        next.parent = offer.parent;
        next.royalty = offer.royalty;
    }
    next.owner = next.payee = next.provider = key.address();
    next.weightsHash = model.description.weightsHash();
    next.dataVersionsHash = model.description.dataVersionsHash();
    next.runHash = model.description.runHash();
    next.priceIn = offer.priceIn;
    next.priceOut = offer.priceOut;
    if (*present && next == (*present)->model && (*present)->name == offer.title)
        return ModelRegistration{next.id, next.version, false};
    const auto call = *present ? contracts->models.update(next, (*present)->model, offer.title, model.folder)
                               : contracts->models.registerModel(next, offer.title, model.folder);
    if (!call)
        return fail(call.error());
    const auto receipt = send(network, *call, key, context);
    if (!receipt)
        return fail(receipt.error());
    if (*present)
        return ModelRegistration{next.id, next.version + 1, true};
    const auto registered = contracts->models.registered(*receipt);
    return registered ? Result<ModelRegistration>(ModelRegistration{registered->model.id, 1, true})
                      : fail(registered.error());
}

Status askRoyalty(const Network &network, std::uint64_t id, std::uint16_t royalty, const crypto::SecretKey &key,
                  base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    auto snapshot = network.latest(context);
    if (!contracts || !snapshot)
        return fail(!contracts ? contracts.error() : snapshot.error());
    const auto proven = readModel(network, *snapshot, id, context);
    const auto entry = proven ? requireValue(*proven, u"model %1"_s.arg(id)) : Result<ModelEntry>(fail(proven.error()));
    if (!entry)
        return fail(entry.error());
    const auto call = contracts->models.ask(entry->model, royalty);
    const auto sent = call ? send(network, *call, key, context) : Result<chain::Receipt>(fail(call.error()));
    return sent ? Status() : Status(fail(sent.error()));
}

Result<QString> providerFolder(const ModelEntry &entry)
{
    const QFileInfo folder(entry.url);
    if (!folder.isAbsolute() || !folder.isDir())
        return fail(ErrorKind::NotFound,
                    u"who runs model %1 cannot be reached from this computer: %2"_s.arg(entry.model.id).arg(entry.url));
    return entry.url;
}

Result<models::NgramModel> openRegistered(const ModelEntry &entry, base::TaskContext &context)
{
    const auto folder = providerFolder(entry);
    if (!folder)
        return fail(folder.error());
    auto model = models::ModelFolder(*folder).load(kModelThreads, context);
    if (!model)
        return fail(model.error());
    if (model->description().weightsHash() != entry.model.weightsHash)
        return fail(ErrorKind::Conflict,
                    u"the model in %1 is not the one that is registered as model %2"_s.arg(*folder).arg(entry.model.id),
                    u"its owner registers it anew after training; try again in a moment"_s);
    return model;
}

std::vector<QString> questionsFor(const models::NgramModel &model, int count, std::uint64_t seed)
{
    std::vector<QString> questions;
    for (const RecordNumber record : turned(newestRecords(model.index()), seed)) {
        if (questions.size() >= std::size_t(std::max(count, 0)))
            break;
        const std::string_view text = model.recordText(record);
        const attribution::TokenText tokens(text);
        if (tokens.size() < 2 * kQuestionTokens)
            continue; // too short to go on from
        const std::size_t end = tokens[kQuestionTokens - 1].end;
        questions.push_back(QString::fromUtf8(text.data(), static_cast<qsizetype>(end)).simplified());
    }
    return questions;
}

std::vector<QString> topicsOf(const models::NgramModel &model, int count, std::uint64_t seed,
                              const std::set<base::Digest> &preferred)
{
    std::vector<RecordNumber> own;
    for (RecordNumber record = 0; record < model.index().recordCount(); ++record) {
        if (preferred.contains(model.index().source(record).id))
            own.push_back(record);
    }
    std::vector<RecordNumber> candidates = turned(std::move(own), seed);
    const auto newest = turned(newestRecords(model.index()), seed);
    candidates.insert(candidates.end(), newest.begin(), newest.end());
    std::vector<QString> topics;
    for (const RecordNumber record : candidates) {
        if (topics.size() >= std::size_t(std::max(count, 0)))
            break;
        const std::string_view text = model.recordText(record);
        const std::string_view heading = text.substr(0, text.find('\n'));
        if (heading.size() == text.size() || attribution::TokenText(heading).size() > kQuestionTokens)
            continue;
        const QString topic = QString::fromUtf8(heading.data(), static_cast<qsizetype>(heading.size())).simplified();
        if (!topic.isEmpty() && std::find(topics.begin(), topics.end(), topic) == topics.end())
            topics.push_back(topic);
    }
    return topics;
}

} // namespace datanet::sync
