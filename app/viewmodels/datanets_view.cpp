#include "viewmodels/datanets_view.h"

#include "desktop/services.h"
#include "format/amount_text.h"
#include "format/licence_text.h"
#include "format/trust_text.h"
#include "sync/datanets.h"
#include "sync/terms_history.h"
#include "viewmodels/datanet_founding.h"
#include "viewmodels/proven_text.h"
#include "viewmodels/rules_editor.h"
#include "viewmodels/rules_facts.h"
#include "viewmodels/studio.h"

#include <QDateTime>
#include <QLocale>

namespace datanet::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 100; // datanets read at once
constexpr std::size_t kRulesShown = 20; // versions of a datanet's rules

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
                {u"owner"_s, datanet.owner.hasValue() ? datanet.owner.value().hex() : QString()},
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
         {u"maximumRecordsText"_s, countText(rules.maximumRecords)},
         {u"checks"_s, checkRows(rules.checks)},
         {u"goodExamples"_s, exampleRows(rules.goodExamples)},
         {u"badExamples"_s, exampleRows(rules.badExamples)},
         {u"instructions"_s, rules.instructions}});
}

// Newest first; what changed where both versions are there to compare.
QVariantList rulesVersions(const sync::Network &network, const sync::Datanet &datanet,
                           const std::vector<sync::DatedTerms> &history, base::TaskContext &context)
{
    QVariantList list;
    std::optional<curation::DatanetRules> later;
    for (const auto &terms : history) {
        std::optional<curation::DatanetRules> rules;
        if (terms.hash.hasValue()) {
            if (auto read = sync::rulesWithHash(network, datanet, terms.hash.value(), context))
                rules = std::move(*read);
        }
        if (rules && later) {
            QVariantMap row = list.last().toMap();
            row[u"changes"_s] = changeRows(curation::rulesDifference(*rules, *later));
            list.last() = row;
        }
        const QString since = terms.since.hasValue()
            ? QLocale().toString(QDateTime::fromSecsSinceEpoch(qint64(terms.since.value())), QLocale::ShortFormat)
            : QString();
        list += QVariantMap{//: A version of the rules of a datanet
                            {u"title"_s, DatanetsView::tr("Rules %1").arg(terms.number)},
                            {u"detail"_s, since},
                            {u"first"_s, terms.number == 1},
                            {u"readable"_s, rules.has_value()},
                            {u"level"_s, chain::trustSign(terms.hash.level())},
                            {u"changes"_s, QVariantList()}};
        later = std::move(rules);
    }
    return list;
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
    const auto rules = sync::rulesInForce(network, *datanet, context);
    if (rules)
        addRules(map, *rules);
    else
        map[u"rulesProblem"_s] = ErrorSentences::sentence(rules.error().what);
    const auto history = sync::readTermsHistory(network, *snapshot, id, kRulesShown, context);
    if (!history)
        return base::fail(history.error());
    map[u"rulesVersions"_s] = rulesVersions(network, *datanet, *history, context);
    return map;
}

} // namespace

DatanetsView::DatanetsView(Studio &studio)
    : QObject(&studio),
      m_studio(studio),
      m_editor(new RulesEditor(studio)),
      m_founding(new DatanetFounding(studio)),
      m_listing(new Operation(this)),
      m_reading(new Operation(this))
{
    connect(&studio, &Studio::accountsChanged, this, &DatanetsView::changed);
    connect(m_editor, &RulesEditor::published, this, [this] {
        if (const int id = m_current.value(u"id"_s).toInt(); id != 0)
            show(id);
    });
    connect(m_founding, &DatanetFounding::founded, this, [this](int id) {
        refresh();
        show(id);
    });
    // A look that takes longer than a block must come to its end.
    connect(&studio, &Studio::blockArrived, this, [this] {
        if (!m_listing->isRunning())
            refresh();
    });
}

bool DatanetsView::isMine() const
{
    const QString owner = m_current.value(u"owner"_s).toString();
    return !owner.isEmpty() && m_studio.account().canSign && m_studio.account().address.hex() == owner;
}

bool DatanetsView::canFound() const
{
    return m_studio.account().canSign;
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
