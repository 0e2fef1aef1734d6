#include "viewmodels/datanets_view.h"

#include "desktop/services.h"
#include "format/amount_text.h"
#include "format/licence_text.h"
#include "format/trust_text.h"
#include "sync/datanets.h"
#include "sync/preflight.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/studio.h"

#include <QDateTime>
#include <QLocale>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 100; // datanets read at once

QString intakeText(chain::Intake intake)
{
    switch (intake) {
    case chain::Intake::Active:
        //: Whether a datanet takes contributions
        return DatanetsView::tr("Open for contributions");
    case chain::Intake::Paused:
        return DatanetsView::tr("Takes nothing for now");
    case chain::Intake::Closed:
        return DatanetsView::tr("Closed");
    case chain::Intake::None:
        break;
    }
    return {};
}

QVariantMap described(const sync::Datanet &datanet)
{
    QVariantMap map = knowledgeMap(datanet.records.level(), datanet.records.block(), datanet.records.steps());
    const auto number = [](const auto &proven) {
        return proven.hasValue() ? countText(qint64(proven.value())) : QString();
    };
    map.insert({{u"id"_s, int(datanet.id)},
                {u"name"_s, datanet.texts.hasValue() ? datanet.texts.value().name : QString()},
                {u"explanation"_s, TrustText::explanation(datanet.records.level())},
                {u"remote"_s, datanet.texts.hasValue() ? datanet.texts.value().remote : QString()},
                {u"inbox"_s, datanet.texts.hasValue() ? datanet.texts.value().inbox : QString()},
                {u"readersText"_s,
                 !datanet.kind.hasValue() ? QString()
                     : datanet.isPrivate()
                     //: Who may read a datanet
                     ? DatanetsView::tr("Its members alone. Its records are not traced and earn nothing.")
                     //: Who may read a datanet
                     : DatanetsView::tr("Everybody")},
                {u"recordsText"_s, number(datanet.records)},
                {u"versionsText"_s, number(datanet.versions)},
                {u"reviewersText"_s, number(datanet.reviewers)},
                {u"intake"_s, datanet.intake.hasValue() ? intakeText(datanet.intake.value()) : QString()}});
    return map;
}

void addRules(QVariantMap &map, const curation::DatanetRules &rules)
{
    map.insert(
        {{u"purpose"_s, rules.purpose},
         {u"rules"_s, rules.rules},
         {u"licenceText"_s, licenceText(rules.licence)},
         {u"licencesText"_s, licenceLines(rules.licences.isEmpty() ? QStringList{rules.licence} : rules.licences)},
         {u"nearDuplicatePercent"_s, rules.nearDuplicatePercent},
         {u"maximumRecordsText"_s, countText(rules.maximumRecords)}});
}

base::Result<QVariantMap> readDetails(const sync::Network &network, std::uint64_t id, base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return base::fail(snapshot.error());
    const auto datanet = sync::readDatanet(network, *snapshot, id, context);
    if (!datanet)
        return base::fail(datanet.error());
    QVariantMap map = described(*datanet);
    const auto versions = sync::readVersions(network, *snapshot, id, 0, kPage, context);
    if (!versions)
        return base::fail(versions.error());
    QVariantList list;
    for (const auto &version : *versions) {
        if (!version.hasValue())
            continue;
        const auto &value = version.value();
        const QDateTime time = QDateTime::fromSecsSinceEpoch(qint64(value.publishedAt));
        list.prepend(QVariantMap{//: A version of a datanet in its list
                                 {u"title"_s, DatanetsView::tr("Version %1").arg(value.number)},
                                 {u"text"_s,
                                  DatanetsView::tr("%1 records added, %2 in all")
                                      .arg(countText(value.acceptedCount), countText(qint64(value.totalAccepted)))},
                                 {u"detail"_s, QLocale().toString(time, QLocale::ShortFormat)},
                                 {u"level"_s, chain::trustSign(version.level())}});
    }
    map[u"versions"_s] = list;
    const auto basis = sync::datanetBasis(network, id, context);
    if (basis)
        addRules(map, basis->rules);
    else
        map[u"rulesProblem"_s] = ErrorSentences::sentence(basis.error().what);
    return map;
}

} // namespace

DatanetsView::DatanetsView(Studio &studio)
    : QObject(&studio), m_studio(studio), m_listing(new Operation(this)), m_reading(new Operation(this))
{
    // A look that takes longer than a block must come to its end.
    connect(&studio, &Studio::blockArrived, this, [this] {
        if (!m_listing->isRunning())
            refresh();
    });
}

void DatanetsView::refresh()
{
    Services &services = m_studio.services();
    auto task = services.run<QVariantList>(
        services.networkLane(), [&services](base::TaskContext &context) -> base::Result<QVariantList> {
            const auto network = services.network();
            if (!network)
                return base::fail(network.error());
            auto snapshot = (*network)->latest(context);
            if (!snapshot)
                return base::fail(snapshot.error());
            const auto page = sync::listDatanets(**network, *snapshot, 0, kPage, context);
            if (!page)
                return base::fail(page.error());
            QVariantList list;
            for (const auto &datanet : page->datanets)
                list.append(described(datanet));
            return list;
        });
    m_listing->start(task, [this](const QVariantList &datanets) {
        m_datanets = datanets;
        Q_EMIT changed();
    });
}

void DatanetsView::show(int id)
{
    Services &services = m_studio.services();
    auto task = services.run<QVariantMap>(services.networkLane(),
                                          [&services, id](base::TaskContext &context) -> base::Result<QVariantMap> {
                                              const auto network = services.network();
                                              if (!network)
                                                  return base::fail(network.error());
                                              return readDetails(**network, std::uint64_t(id), context);
                                          });
    m_reading->start(task, [this](const QVariantMap &details) {
        m_current = details;
        Q_EMIT changed();
    });
}

void DatanetsView::close()
{
    m_current.clear();
    Q_EMIT changed();
}

} // namespace datanet::app
