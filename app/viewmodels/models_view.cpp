#include "viewmodels/models_view.h"

#include "format/amount_text.h"
#include "format/percent_text.h"
#include "sync/network_fee.h"
#include "viewmodels/account_unlocking.h"
#include "viewmodels/fact_text.h"
#include "viewmodels/model_facts.h"
#include "viewmodels/studio.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTime>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kEvaluationSeed = 1; // the same records are left out each time, so figures can be compared

QString trainingProgram()
{
    return u"%1 %2"_s.arg(QCoreApplication::applicationName(), QCoreApplication::applicationVersion()).trimmed();
}

std::set<std::uint64_t> numbersOf(const QVariantList &list)
{
    std::set<std::uint64_t> numbers;
    for (const QVariant &one : list)
        numbers.insert(one.toULongLong());
    return numbers;
}

QVariantMap evaluationMap(const models::Evaluation &result)
{
    const double perplexity = result.heldOut.perplexity();
    return {{u"figure"_s, QLocale().toString(perplexity, 'f', 1)},
            {u"detail"_s,
             //: About a measurement of a model: %1 records, %2 words and marks, %3 time of day
             ModelsView::tr("It learnt from %1 records and was asked to foretell %2 tokens of others. Measured at %3.")
                 .arg(countText(qint64(result.trainedRecords)), countText(qint64(result.heldOut.tokens)),
                      QLocale().toString(QTime::currentTime(), QLocale::ShortFormat))}};
}

} // namespace

ModelsView::ModelsView(Studio &studio)
    : QObject(&studio),
      m_studio(studio),
      m_listing(new Operation(this)),
      m_training(new Operation(this)),
      m_evaluating(new Operation(this)),
      m_pricing(new Operation(this)),
      m_registering(new Operation(this))
{
    connect(&studio, &Studio::blockArrived, this, [this] {
        if (m_studio.place() == u"answers" && m_known && !m_listing->isRunning())
            refresh();
    });
    m_network = studio.networkTitle();
    connect(&studio, &Studio::networkChanged, this, &ModelsView::followNetwork);
    connect(&studio, &Studio::accountsChanged, this, [this] {
        Q_EMIT changed();
        if (m_known)
            refresh();
    });
}

// What was read belongs to one network.
void ModelsView::followNetwork()
{
    if (m_network == m_studio.networkTitle())
        return;
    m_network = m_studio.networkTitle();
    m_models.clear();
    m_datanets.clear();
    m_current = 0;
    Q_EMIT changed();
    if (m_known)
        refresh();
}

void ModelsView::refresh()
{
    Services &services = m_studio.services();
    auto task = services.run<ModelFacts>(
        services.networkLane(),
        [&services, account = m_studio.account().address](base::TaskContext &context) -> base::Result<ModelFacts> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            return readModelFacts(**network, account, context);
        });
    m_listing->start(task, [this](const ModelFacts &facts) { take(facts); });
}

void ModelsView::take(const ModelFacts &facts)
{
    m_known = true;
    m_here = facts.here;
    // What was read before stays on the page while the network does not answer.
    if (facts.problem) {
        m_listing->fail(*facts.problem);
    } else {
        m_models = facts.models;
        m_datanets = facts.datanets;
    }
    Q_EMIT changed();
}

QVariantList ModelsView::here() const
{
    QVariantList list = m_here;
    for (QVariant &one : list) {
        QVariantMap map = one.toMap();
        const auto measured = m_measured.constFind(map.value(u"name"_s).toString());
        if (measured != m_measured.cend() && measured->weights == map.value(u"weights"_s).toString())
            map[u"evaluation"_s] = measured->text;
        one = map;
    }
    return list;
}

QVariantMap ModelsView::current() const
{
    for (const QVariant &one : m_models) {
        if (m_current != 0 && one.toMap().value(u"id"_s).toLongLong() == m_current)
            return one.toMap();
    }
    return {};
}

QVariantMap ModelsView::localMap(const QString &name) const
{
    const QVariantList list = here();
    for (const QVariant &one : list) {
        if (!name.isEmpty() && one.toMap().value(u"name"_s).toString() == name)
            return one.toMap();
    }
    return {};
}

QVariantMap ModelsView::currentHere() const
{
    return localMap(m_currentHere);
}

QString ModelsView::obstacle() const
{
    if (m_studio.account().address.isZero())
        return tr("There is no account yet.");
    if (!m_studio.account().canSign)
        //: Why nothing can be signed with an account that is only watched
        return tr("%1 is only watched: its key is elsewhere. Choose another account at the bottom left.")
            .arg(m_studio.accountName());
    return {};
}

void ModelsView::show(qlonglong model)
{
    m_current = model;
    m_currentHere.clear();
    Q_EMIT changed();
}

void ModelsView::showHere(const QString &name)
{
    m_currentHere = name;
    m_current = 0;
    Q_EMIT changed();
}

void ModelsView::close()
{
    show(0);
}

void ModelsView::train(const QString &name, const QVariantList &datanets)
{
    Services &services = m_studio.services();
    auto task = services.run<sync::LocalModel>(
        services.answersLane(),
        [&services, name, numbers = numbersOf(datanets)](base::TaskContext &context) -> base::Result<sync::LocalModel> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            return sync::trainModel(**network, name, numbers, trainingProgram(), context);
        });
    m_training->start(task, [this](const sync::LocalModel &model) {
        showHere(model.name);
        Q_EMIT trained(model.name);
        refresh();
    });
}

void ModelsView::evaluate(const QString &name)
{
    Services &services = m_studio.services();
    using Outcome = std::pair<QString, models::Evaluation>;
    auto task = services.run<Outcome>(services.answersLane(),
                                      [&services, name](base::TaskContext &context) -> base::Result<Outcome> {
                                          const auto model = sync::localModel(services.home(), name);
                                          if (!model)
                                              return base::fail(model.error());
                                          const auto result = sync::evaluateModel(*model, kEvaluationSeed, context);
                                          if (!result)
                                              return base::fail(result.error());
                                          return Outcome{model->description.weightsHash().hex(), *result};
                                      });
    m_evaluating->start(task, [this, name](const Outcome &outcome) {
        m_measured[name] = {outcome.first, evaluationMap(outcome.second)};
        Q_EMIT changed();
    });
}

void ModelsView::price()
{
    Services &services = m_studio.services();
    auto task = services.run<base::Uint256>(
        services.networkLane(), [&services](base::TaskContext &context) -> base::Result<base::Uint256> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            return sync::highestNetworkFee(**network, sync::kMostMarketGas, context);
        });
    m_pricing->start(task, [this](const base::Uint256 &fee) {
        m_networkFee = coinMap(fee);
        Q_EMIT changed();
    });
}

void ModelsView::putOnNetwork(const QString &name, const QString &title, const QString &priceIn,
                              const QString &priceOut, qlonglong parent, const QString &royalty)
{
    const auto in = amountFrom(priceIn.trimmed());
    const auto out = amountFrom(priceOut.trimmed());
    const auto passed = parent != 0 ? basisPointsFrom(royalty) : base::Result<std::uint16_t>(std::uint16_t(0));
    if (!in || !out || !passed) {
        m_registering->fail(!in ? in.error() : !out ? out.error() : passed.error());
        return;
    }
    const sync::ModelOffer offer{title.trimmed(), *in, *out, std::uint64_t(parent), *passed};
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(tr("Put the model on the network"), [this, name, offer] {
        Services &services = m_studio.services();
        auto task = services.run<sync::ModelRegistration>(
            services.answersLane(),
            [&services, name, offer, account = m_studio.account().address](
                base::TaskContext &context) -> base::Result<sync::ModelRegistration> {
                const auto network = services.network();
                const auto key = services.keys().key(account);
                if (!network || !key)
                    return base::fail(!network ? network.error() : key.error());
                const auto model = sync::localModel(services.home(), name);
                if (!model)
                    return base::fail(model.error());
                return sync::registerModel(**network, *model, offer, *key, context);
            });
        m_registering->start(task, [this](const sync::ModelRegistration &done) {
            Q_EMIT registered(qlonglong(done.id));
            refresh();
        });
    });
}

void ModelsView::bringUpToDate(const QString &name)
{
    const QVariantMap local = localMap(name);
    if (local.isEmpty())
        return;
    if (!local.value(u"mine"_s).toBool()) {
        train(name, local.value(u"datanets"_s).toList());
        return;
    }
    //: What a passphrase is asked for
    m_studio.unlocking()->whenOpen(tr("Bring the model up to date"), [this, local] { startUpdate(local); });
}

void ModelsView::startUpdate(const QVariantMap &local)
{
    const auto in = amountFrom(local.value(u"priceIn"_s).toString());
    const auto out = amountFrom(local.value(u"priceOut"_s).toString());
    if (!in || !out)
        return;
    Services &services = m_studio.services();
    auto task = services.run<sync::LocalModel>(
        services.answersLane(),
        [&services, name = local.value(u"name"_s).toString(), numbers = numbersOf(local.value(u"datanets"_s).toList()),
         offer = sync::ModelOffer{local.value(u"title"_s).toString(), *in, *out},
         account = m_studio.account().address](base::TaskContext &context) -> base::Result<sync::LocalModel> {
            const auto network = services.network();
            const auto key = services.keys().key(account);
            if (!network || !key)
                return base::fail(!network ? network.error() : key.error());
            auto model = sync::trainModel(**network, name, numbers, trainingProgram(), context);
            if (!model)
                return base::fail(model.error());
            context.step(u"Putting it on the network"_s);
            const auto done = sync::registerModel(**network, *model, offer, *key, context);
            if (!done)
                return base::fail(done.error());
            return model;
        });
    m_training->start(task, [this](const sync::LocalModel &model) {
        Q_EMIT trained(model.name);
        refresh();
    });
}

} // namespace datanet::app
