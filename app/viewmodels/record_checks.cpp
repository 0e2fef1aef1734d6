#include "viewmodels/record_checks.h"

#include "curation/finding.h"
#include "curation/forecast.h"
#include "dataset/check_mark.h"
#include "dataset/finding_store.h"
#include "format/amount_text.h"
#include "format/finding_text.h"
#include "format/forecast_text.h"
#include "format/licence_text.h"
#include "models/record_table_model.h"
#include "sync/preflight.h"
#include "sync/submission_cost.h"
#include "viewmodels/rules_news.h"
#include "viewmodels/workspace_task.h"

#include <QDateTime>
#include <QLocale>

#include <set>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

std::vector<dataset::Position> positionsOf(const curation::Report &report, const QString &rule)
{
    std::set<dataset::Position> positions;
    for (const auto &finding : report.findings) {
        if (finding.rule == rule && finding.position != curation::kWholeSet)
            positions.insert(finding.position);
    }
    return {positions.begin(), positions.end()};
}

// Mends what a rule found; words for it.
Result<QString> mendAll(versioning::Workspace &workspace, const curation::Report &report, const QString &rule,
                        bool leaveOut, base::TaskContext &context)
{
    const auto positions = positionsOf(report, rule);
    const auto before = workspace.workingCopy().rows().count();
    if (!before)
        return fail(before.error());
    qint64 done = qint64(positions.size());
    QString hidden;
    if (leaveOut) {
        if (auto status = workspace.workingCopy().remove(positions); !status)
            return fail(status.error());
    } else {
        const auto fixed = sync::applyFixes(workspace, report, rule, context);
        if (!fixed)
            return fail(fixed.error());
        done = fixed->records();
        hidden = FindingText::hidden(fixed->hiddenByRule());
    }
    const auto after = workspace.workingCopy().rows().count();
    if (!after)
        return fail(after.error());
    const qint64 left = *before - *after;
    QStringList words;
    if (done > left)
        //: Told after findings were fixed; can be undone
        words.append(done - left == 1 ? RecordChecks::tr("1 record mended")
                                      : RecordChecks::tr("%1 records mended").arg(countText(done - left)));
    if (left > 0)
        //: Told after records were left out because of what was found in them; can be undone
        words.append(left == 1 ? RecordChecks::tr("1 record left out")
                               : RecordChecks::tr("%1 records left out").arg(countText(left)));
    //: Told after findings were fixed and no record had to be changed
    const QString told =
        words.isEmpty() ? RecordChecks::tr("Nothing had to be changed") : QLocale().createSeparatedList(words);
    return hidden.isEmpty() ? told : QString(told + u". "_s + hidden);
}

} // namespace

RecordChecks::RecordChecks(Services &services, RecordTableModel &records, QObject *parent)
    : QObject(parent), m_services(services), m_records(records), m_reasons(services, this)
{
    connect(&m_reasons, &FindingReasons::written, this, &RecordChecks::loadGroups);
}

void RecordChecks::open(const QString &folder)
{
    m_running.cancel();
    m_folder = folder;
    m_reasons.open(folder);
    m_started = false;
    m_current = false;
    m_checked = -1;
    m_time = 0;
    m_place = -1;
    m_datanet = 0;
    m_against.clear();
    m_fit = {};
    m_form = {};
    m_licences.clear();
    m_licenceTaken = true;
    forgetForecast();
    m_shown.clear();
    m_groups.show({});
    Q_EMIT changed();
}

void RecordChecks::settle(quint64 datanet, const QString &title)
{
    m_datanet = datanet;
    m_against = title;
    Q_EMIT changed();
}

void RecordChecks::showMore(const QString &rule)
{
    const int shown = m_shown.value(rule, FindingGroups::kExamples);
    m_shown[rule] = std::min(shown + FindingGroups::kMoreExamples, FindingGroups::kMostExamples);
    loadGroups();
}

void RecordChecks::recall(qint64 records)
{
    if (records == 0) {
        recordsChanged(0);
        return;
    }
    struct Recalled
    {
        std::optional<dataset::KeptCheck> kept;
        bool sameRules = false;
    };
    // A datanet may have changed its rules or accepted more since: only one's own form is known without asking.
    auto task = onWorkspace<Recalled>(
        m_services, m_folder,
        [datanet = m_datanet](versioning::Workspace &workspace, base::TaskContext &) -> Result<Recalled> {
            auto kept = dataset::keptCheck(workspace.workingCopy());
            if (!kept)
                return fail(kept.error());
            if (!*kept || (*kept)->mark.datanet != datanet)
                return Recalled();
            const auto own = sync::ownBasis(workspace.workingCopy().rows());
            if (!own)
                return fail(own.error());
            return Recalled{*kept, datanet == 0 && (*kept)->mark.rules == sync::rulesMark(*own)};
        });
    base::whenDone(task, this, [this, records, folder = m_folder](const Result<Recalled> &recalled) {
        if (folder != m_folder || m_current || m_started)
            return; // closed, or checked anew meanwhile
        if (recalled && recalled->kept) {
            const auto &kept = *recalled->kept;
            m_passing = kept.mark.passing;
            m_checked = kept.mark.checked;
            m_time = kept.mark.time;
            m_current = kept.unchanged && recalled->sameRules;
        }
        loadGroups();
        if (!m_current && records <= kAutomaticRecords)
            run();
        Q_EMIT changed();
    });
}

void RecordChecks::recordsChanged(qint64 records)
{
    const bool again = m_current && records <= kAutomaticAgain;
    m_current = false;
    m_place = -1;
    if (records == 0) {
        m_checked = -1;
        m_groups.show({});
    } else if ((records <= kAutomaticRecords || again) && m_datanet == 0) {
        run();
    } else {
        loadGroups(); // what was found before, marked as old
    }
    Q_EMIT changed();
}

void RecordChecks::run()
{
    start({}, false);
}

void RecordChecks::fix(const QString &rule, bool leaveOut)
{
    start(rule, leaveOut);
}

void RecordChecks::checkAgainst(quint64 datanet, const QString &title)
{
    m_datanet = datanet;
    m_against = title;
    m_fit = {};
    m_form = {};
    m_licences.clear();
    forgetForecast();
    Q_EMIT chosen(datanet, title);
    run();
}

Result<sync::CheckBasis> RecordChecks::basis(const Services &services, dataset::RowReader &rows, quint64 datanet,
                                             base::TaskContext &context)
{
    if (datanet == 0)
        return sync::ownBasis(rows);
    const auto network = services.network();
    return network ? sync::datanetBasis(**network, datanet, context) : fail(network.error());
}

Result<RecordChecks::Outcome> RecordChecks::check(const Services &services, versioning::Workspace &workspace,
                                                  base::TaskContext &context, quint64 datanet, const QString &mend,
                                                  bool leaveOut)
{
    auto &rows = workspace.workingCopy().rows();
    std::shared_ptr<sync::Network> network;
    if (datanet != 0) {
        auto opened = services.network();
        if (!opened)
            return fail(opened.error());
        network = *opened;
    }
    const auto basis = RecordChecks::basis(services, rows, datanet, context);
    if (!basis)
        return fail(basis.error());
    Outcome outcome;
    if (network) {
        outcome.against = basis->rules.title;
        outcome.form = basis->rules.schema;
        outcome.licences = basis->rules.licences.isEmpty() ? QStringList{basis->rules.licence} : basis->rules.licences;
        auto fit = sync::columnFit(rows, basis->rules);
        auto facts = readFacts(workspace);
        if (!fit || !facts)
            return fail(!fit ? fit.error() : facts.error());
        outcome.fit = std::move(*fit);
        outcome.facts = std::move(*facts);
        outcome.licenceTaken = basis->rules.acceptsLicence(outcome.facts.licence);
        if (!outcome.fit.fits())
            return outcome;
    }
    auto checked = sync::preflight(workspace, *basis, context);
    if (!checked)
        return fail(checked.error());
    if (!mend.isEmpty()) {
        auto words = mendAll(workspace, checked->report, mend, leaveOut, context);
        if (!words)
            return fail(words.error());
        outcome.mended = std::move(*words);
        checked = sync::preflight(workspace, *basis, context);
        if (!checked)
            return fail(checked.error());
    }
    if (network) {
        if (auto status = foresee(*network, workspace.folder(), *basis, checked->report, outcome, context); !status)
            return fail(status.error());
    }
    outcome.passing = checked->report.passing;
    outcome.checked = qint64(checked->report.records.size());
    auto facts = readFacts(workspace);
    if (!facts)
        return fail(facts.error());
    outcome.facts = std::move(*facts);
    return outcome;
}

base::Status RecordChecks::foresee(sync::Network &network, const QString &folder, const sync::CheckBasis &basis,
                                   const curation::Report &report, Outcome &outcome, base::TaskContext &context)
{
    const auto forecast = curation::forecast(report, basis.rules);
    if (!forecast)
        return fail(forecast.error());
    outcome.forecast = ForecastText::acceptance(*forecast);
    if (const QString verdict = ForecastText::verdict(*forecast); !verdict.isEmpty())
        outcome.forecast += u' ' + verdict;
    for (const auto &help : forecast->helps)
        outcome.helps.insert(help.rule, ForecastText::help(help));
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto cost = sync::submissionCost(network, *snapshot, std::uint32_t(report.records.size()), context);
    if (cost) {
        const QString coin = network.profile().coin;
        //: What sending records for review costs; both are amounts with their coin
        outcome.cost = tr("Sending costs at most %1; of it %2 come back when the review ends.")
                           .arg(QString(shortAmount(cost->total) + u' ' + coin),
                                QString(shortAmount(cost->deposit.value()) + u' ' + coin));
    }
    auto news = rulesNewsForSending(network, *snapshot, folder, basis.datanet, context);
    if (!news)
        return fail(news.error());
    outcome.rulesNews = std::move(*news);
    return {};
}

void RecordChecks::forgetForecast()
{
    m_forecast.clear();
    m_cost.clear();
    m_rulesNews.clear();
    m_helps.clear();
}

void RecordChecks::start(const QString &mend, bool leaveOut)
{
    if (m_folder.isEmpty())
        return;
    m_started = true;
    auto task = onWorkspace<Outcome>(m_services, m_folder,
                                     [&services = m_services, datanet = m_datanet, mend,
                                      leaveOut](versioning::Workspace &workspace, base::TaskContext &context) {
                                         return check(services, workspace, context, datanet, mend, leaveOut);
                                     });
    m_running.start(task, [this, folder = m_folder](Outcome outcome) {
        if (folder != m_folder)
            return;
        m_fit = outcome.fit;
        m_form = outcome.form;
        m_licences = outcome.licences;
        m_licence = outcome.facts.licence;
        m_licenceTaken = outcome.licenceTaken;
        m_forecast = outcome.forecast;
        m_cost = outcome.cost;
        m_rulesNews = outcome.rulesNews;
        m_helps = outcome.helps;
        m_passing = outcome.passing;
        m_checked = m_fit.fits() ? outcome.checked : -1;
        m_current = true;
        m_time = m_services.clock().now().toSecsSinceEpoch();
        if (!outcome.against.isEmpty())
            m_against = outcome.against;
        m_records.refresh();
        if (m_fit.fits())
            loadGroups();
        else
            m_groups.show({}); // one fault, not one for each record
        Q_EMIT changed();
        Q_EMIT checked();
        if (!outcome.mended.isEmpty())
            Q_EMIT mended(outcome.facts, outcome.mended);
    });
}

void RecordChecks::loadGroups()
{
    const auto source = m_records.source();
    if (!source)
        return;
    auto task = m_services.run<std::vector<FindingGroup>>(
        m_services.readLane(m_folder),
        [source, shown = m_shown](base::TaskContext &) -> Result<std::vector<FindingGroup>> {
            const auto head = source->head();
            if (!head)
                return fail(head.error());
            return loadFindingGroups(*source, head->columns, shown);
        });
    base::whenDone(task, this, [this, folder = m_folder](base::Result<std::vector<FindingGroup>> groups) {
        if (folder != m_folder)
            return;
        if (groups) {
            for (FindingGroup &group : *groups) {
                if (const QString help = m_helps.value(group.rule); !help.isEmpty())
                    group.advice += u' ' + help;
            }
            m_groups.show(std::move(*groups));
        } else
            m_running.fail(groups.error());
        Q_EMIT changed();
    });
}

void RecordChecks::step(int by)
{
    const qint64 total = m_groups.total();
    const auto source = m_records.source();
    if (total == 0 || !source)
        return;
    m_place = m_place < 0 ? (by > 0 ? 0 : total - 1) : (m_place + by + total) % total;
    auto task = m_services.run<std::vector<dataset::StoredFinding>>(
        m_services.readLane(m_folder),
        [source, place = m_place](base::TaskContext &) -> Result<std::vector<dataset::StoredFinding>> {
            const auto reader = source->reader();
            if (!reader)
                return fail(reader.error());
            return dataset::findings(**reader, std::nullopt, place, 1);
        });
    base::whenDone(task, this, [this, place = m_place](const Result<std::vector<dataset::StoredFinding>> &found) {
        if (place != m_place || !found || found->empty())
            return;
        const auto finding = curation::fromStored(found->front());
        if (finding)
            goTo(finding->position, finding->field);
    });
    Q_EMIT changed();
}

void RecordChecks::goTo(qlonglong position, const QString &field)
{
    const auto source = m_records.source();
    if (!source || position == curation::kWholeSet)
        return;
    auto task = m_services.run<std::int64_t>(m_services.readLane(m_folder),
                                             [source, position](base::TaskContext &) -> Result<std::int64_t> {
                                                 const auto reader = source->reader();
                                                 if (!reader)
                                                     return fail(reader.error());
                                                 return (*reader)->offsetOf(position);
                                             });
    base::whenDone(task, this, [this, field](const Result<std::int64_t> &offset) {
        if (!offset)
            return;
        if (m_records.rowOf(*offset) < 0)
            Q_EMIT outOfSight();
        if (const int row = m_records.rowOf(*offset); row >= 0)
            Q_EMIT found(row, field);
    });
}

QString RecordChecks::passText() const
{
    if (m_checked <= 0)
        return {};
    //: How many records the checks have nothing against
    return tr("%1 of %2 records pass").arg(countText(m_passing), countText(m_checked));
}

QString RecordChecks::timeText() const
{
    if (m_time == 0)
        return {};
    const QDateTime time = QDateTime::fromSecsSinceEpoch(m_time);
    return time.date() == QDate::currentDate() ? QLocale().toString(time.time(), QLocale::ShortFormat)
                                               : QLocale().toString(time, QLocale::ShortFormat);
}

QString RecordChecks::staleText() const
{
    if (m_current)
        return {};
    if (m_time != 0)
        //: The records, or the rules they are checked against, may be others by now; %1 is a time
        return tr("Not checked since %1.").arg(timeText());
    return m_groups.count() > 0 ? tr("These findings may be old: run the checks again.")
                                : tr("The checks have not run yet.");
}

QString RecordChecks::mismatchText() const
{
    //: The columns of a data set are not those that a datanet asks for; %1 is the datanet
    return m_fit.fits() ? QString() : tr("Your columns do not match %1").arg(m_against);
}

QString RecordChecks::mismatchDetail() const
{
    if (m_fit.fits())
        return {};
    const QString needed = QLocale().createSeparatedList(m_fit.missing);
    //: %1 and %2 are lists of names of columns
    return m_fit.unknown.isEmpty()
        ? tr("It needs %1 as well.").arg(needed)
        : tr("It needs %1. Yours are %2.").arg(needed, QLocale().createSeparatedList(m_fit.unknown));
}

QString RecordChecks::licenceText() const
{
    using app::licenceText;
    if (m_licences.isEmpty() || m_licence.isEmpty())
        return {};
    return m_licenceTaken
        //: A datanet accepts contributions under the data set's licence, which is %1
        ? tr("It accepts your licence, %1.").arg(licenceText(m_licence))
        //: A datanet does not accept the data set's licence; %1 is the licence, %2 those it accepts
        : tr("It does not accept your licence, %1. Licences it accepts: %2.")
              .arg(licenceText(m_licence), licenceList(m_licences));
}

QString RecordChecks::placeText() const
{
    //: Which of all findings is looked at
    return m_place < 0 ? QString() : tr("Finding %1 of %2").arg(countText(m_place + 1), countText(m_groups.total()));
}

} // namespace datanet::app
