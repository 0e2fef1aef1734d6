#include "viewmodels/labelling.h"

#include "dataset/kept_file.h"
#include "dataset/record.h"
#include "dataset/row_reader.h"
#include "format/amount_text.h"
#include "models/card_facts.h"
#include "models/record_table_model.h"
#include "viewmodels/datanets_view.h"
#include "viewmodels/workbench.h"

#include <QTimer>

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using dataset::LabelState;

namespace {

constexpr qint64 kFirstRows = 20; // that say what kind of card fits
const QString kFieldSetting = u"field"_s;

QString cardSetting(const QString &field)
{
    return u"card of "_s + field;
}

// Which of the rows looked through is at a position; -1: none.
qint64 rowAt(const dataset::LabelSurvey &survey, dataset::Position position)
{
    const auto &rows = survey.rows;
    const auto found = std::lower_bound(
        rows.begin(), rows.end(), position,
        [](const dataset::LabelledRow &row, dataset::Position wanted) { return row.position < wanted; });
    return found != rows.end() && found->position == position ? found - rows.begin() : -1;
}

} // namespace

struct Labelling::Surveyed
{
    QString field;
    dataset::CardLayout layout;
    std::vector<std::string> firstBodies;
    dataset::LabelSurvey survey;
    dataset::LabelDecisions decisions;
    LabelScope scope;
    std::optional<qint64> at; // among the rows of the survey
    std::optional<dataset::Position> place;
    LabelSource source;
};

Labelling::Labelling(QObject *parent) : QObject(parent)
{
    connect(&m_form, &RecordForm::changed, this, &Labelling::labelChanged);
    connect(&m_training, &Operation::changed, this, &Labelling::cardChanged);
    connect(&m_writing, &Operation::finished, this, &Labelling::changed);
}

Labelling::~Labelling()
{
    if (m_active && m_form.isDirty() && m_form.isValid()) {
        if (auto body = m_form.body())
            m_queue.push_back({m_row.position, m_row.id(), std::move(*body), std::nullopt});
    }
    flush();
}

void Labelling::setStudio(Studio *studio)
{
    if (studio == m_studio || studio == nullptr)
        return;
    m_studio = studio;
    connect(&records(), &RecordTableModel::recordsChanged, this, &Labelling::recordsChanged);
    connect(&workbench(), &Workbench::factsChanged, this, [this] {
        m_refreshing = false;
        if (workbench().folder() != m_folder)
            open(workbench().folder());
        Q_EMIT changed();
    });
    connect(studio->datanets(), &DatanetsView::changed, this, &Labelling::changed);
    connect(this, &Labelling::changed, this, [this] {
        if (m_undoWanted && canUndo())
            undo();
    });
    open(workbench().folder());
}

Services &Labelling::services() const
{
    return m_studio->services();
}

Workbench &Labelling::workbench() const
{
    return *m_studio->workbench();
}

RecordTableModel &Labelling::records() const
{
    return *workbench().records();
}

void Labelling::open(const QString &folder)
{
    flush();
    m_surveying.cancel();
    m_training.cancel();
    m_comparing.cancel();
    m_folder = folder;
    m_active = false;
    m_edited = false;
    m_undoWanted = false;
    m_refreshing = false;
    m_wantedField.reset();
    m_field.clear();
    m_scope = {};
    m_survey = {};
    m_decisions.clear();
    m_choices.clear();
    m_ownGenerations.clear();
    m_at = -1;
    ++m_look;
    m_queue.clear();
    m_unwritten.clear();
    m_trail.clear();
    m_model.reset();
    m_trained = false;
    m_form.clear();
    Q_EMIT changed();
    Q_EMIT cardChanged();
}

void Labelling::begin(int row)
{
    workbench().form()->clear();
    m_active = true;
    m_edited = false;
    m_guidelines.consult(services(), workbench().checks()->datanet(), workbench().checks()->against());
    auto &finder = *workbench().finder();
    if (finder.isActive() ? !finder.isComplete() : !finder.text().trimmed().isEmpty())
        finder.findNow(); // what was typed last counts
    m_scope = {finder.expression(), {}, {}};
    if (!m_scope.isAll())
        m_scope.text = finder.text().trimmed();
    survey(row < 0 ? std::nullopt : std::optional(records().offsetOf(row)), true);
    Q_EMIT changed();
}

void Labelling::widen()
{
    if (m_scope.isAll() || (m_form.isDirty() && !act(std::nullopt)))
        return;
    m_scope = {};
    survey(std::nullopt); // the record that is shown stays
    Q_EMIT changed();
}

void Labelling::leave()
{
    if (m_form.isDirty() && m_form.isValid())
        act(std::nullopt);
    keepPlace();
    m_active = false;
    m_surveying.cancel();
    m_training.cancel();
    m_comparing.cancel();
    m_trail.clear();
    m_form.clear();
    m_at = -1;
    ++m_look;
    Q_EMIT changed();
    if (std::exchange(m_edited, false))
        tellChecks();
}

void Labelling::tellChecks()
{
    workbench().checks()->recordsChanged(records().allCount());
}

void Labelling::setField(const QString &field)
{
    if (field == m_field && !m_surveying.hasFailed())
        return;
    m_wantedField = field;
    keep(kFieldSetting, u"="_s + field);
    m_trail.clear();
    m_model.reset();
    m_trained = false;
    m_form.clear();
    survey(m_at);
}

void Labelling::setKind(const QString &kind)
{
    const auto wanted = dataset::cardKindFromName(kind);
    if (!wanted || *wanted == m_layout.kind)
        return;
    m_layout = {*wanted, dataset::shownField(*wanted, records().schema(), m_field, m_firstBodies)};
    keep(cardSetting(m_field), kind);
    if (m_at >= 0)
        makeCard(m_row);
    Q_EMIT changed();
    Q_EMIT cardChanged();
}

void Labelling::survey(std::optional<qint64> at, bool ofAll)
{
    auto task = services().run<Surveyed>(
        services().computation(),
        [folder = m_folder, schema = records().schema(), wanted = m_wantedField, scope = m_scope, at,
         ofAll](base::TaskContext &context) -> Result<Surveyed> {
            auto rows = dataset::RowReader::open(folder);
            if (!rows)
                return fail(rows.error());
            auto store = dataset::LabelStore::open(folder);
            if (!store)
                return fail(store.error());
            const auto kept = store->setting(kFieldSetting);
            const auto suggest = store->setting(LabelSource::kSetting);
            if (!kept || !suggest)
                return fail(!kept ? kept.error() : suggest.error());
            Surveyed result;
            result.source = LabelSource::fromSetting(*suggest);
            const QString last = kept->mid(1);
            result.field = wanted ? *wanted
                : !kept->isEmpty() && (last.isEmpty() || schema.find(last) != nullptr)
                ? last
                : dataset::defaultLabelField(schema);
            const auto first = rows->page(0, kFirstRows);
            const auto place = store->place(result.field);
            const auto card = store->setting(cardSetting(result.field));
            auto decisions = store->decisions(result.field);
            if (!first || !place || !card || !decisions)
                return fail(!first ? first.error() : !place ? place.error() : !card ? card.error() : decisions.error());
            for (const auto &row : *first)
                result.firstBodies.push_back(row.body);
            result.layout = dataset::guessCardLayout(schema, result.field, result.firstBodies);
            if (const auto kind = dataset::cardKindFromName(*card))
                result.layout = {*kind, dataset::shownField(*kind, schema, result.field, result.firstBodies)};
            result.place = *place;
            auto survey = dataset::surveyLabels(*rows, *decisions, result.field, context);
            if (!survey)
                return fail(survey.error());
            result.scope = scope;
            if (auto status = result.scope.settle(*rows, context); !status)
                return fail(status.error());
            result.at = at;
            if (ofAll && at && *at < qint64(survey->rows.size())) {
                const auto asked = survey->rows[std::size_t(*at)].position;
                result.survey = result.scope.narrowed(std::move(*survey));
                result.at = rowAt(result.survey, asked);
            } else {
                result.survey = result.scope.narrowed(std::move(*survey));
            }
            result.decisions = std::move(*decisions);
            return result;
        });
    m_surveying.start(task, [this](Surveyed surveyed) { takeSurvey(std::move(surveyed)); });
}

void Labelling::takeSurvey(Surveyed surveyed)
{
    if (!m_active)
        return;
    if (surveyed.scope.text == m_scope.text)
        m_scope = surveyed.scope; // settled
    if (!m_queue.empty() || m_writing.isRunning()) {
        // What was decided meanwhile is not in it.
        QTimer::singleShot(50, this, [this, at = surveyed.at] { survey(at); });
        return;
    }
    const dataset::Position stood = m_at >= 0 ? m_survey.rows[std::size_t(m_at)].position : -1;
    m_field = surveyed.field;
    m_layout = surveyed.layout;
    m_firstBodies = std::move(surveyed.firstBodies);
    m_survey = std::move(surveyed.survey);
    m_decisions = std::move(surveyed.decisions);
    m_source = surveyed.source;
    m_choices = dataset::labelChoices(records().schema(), m_field, m_survey.values);
    // What is being typed stays; if its record was changed, writing it says so.
    if (const qint64 here = m_at >= 0 && m_form.isDirty() ? rowOf(m_row.position) : -1; here >= 0) {
        m_at = here;
        m_returnTo.reset();
        Q_EMIT changed();
        Q_EMIT cardChanged();
        return;
    }
    qint64 at = surveyed.at && *surveyed.at < count() ? *surveyed.at : -1; // of the row asked for
    if (m_returnTo)
        at = rowOf(*std::exchange(m_returnTo, std::nullopt));
    else if (rowOf(stood) >= 0)
        at = rowOf(stood);
    if (at < 0 && surveyed.place && m_scope.isAll())
        at = rowOf(*surveyed.place);
    if (at < 0)
        at = nextOpen(-1);
    show(at < 0 && count() > 0 ? 0 : at);
    if (!m_trained)
        train();
    Q_EMIT changed();
}

void Labelling::recordsChanged()
{
    if (!m_active || m_ownGenerations.remove(records().generation()))
        return;
    // By undo, or by somebody else.
    survey(m_at);
}

qint64 Labelling::rowOf(dataset::Position position) const
{
    return rowAt(m_survey, position);
}

qint64 Labelling::nextOpen(qint64 after) const
{
    for (qint64 i = 1; i <= count(); ++i) {
        const qint64 row = (after + i) % count();
        const auto state = m_survey.rows[std::size_t(row)].state;
        if (row != after && (state == LabelState::Open || state == LabelState::Draft))
            return row;
    }
    return -1;
}

void Labelling::show(qint64 row)
{
    ++m_look;
    m_at = row;
    m_similar.clear();
    m_compared = false;
    m_comparing.cancel();
    const auto source = records().source();
    if (row < 0 || row >= count() || !source) {
        m_at = -1;
        m_form.clear();
        Q_EMIT cardChanged();
        return;
    }
    const auto position = m_survey.rows[std::size_t(row)].position;
    if (const auto own = m_unwritten.constFind(position); own != m_unwritten.constEnd()) {
        showRow({position, *own});
        return;
    }
    m_form.clear(); // keys are for the record that is shown
    auto task = services().run<dataset::Row>(services().readLane(m_folder),
                                             [source, position](base::TaskContext &) -> Result<dataset::Row> {
                                                 const auto reader = source->reader();
                                                 if (!reader)
                                                     return fail(reader.error());
                                                 return (*reader)->at(position);
                                             });
    base::whenDone(task, this, [this, look = m_look](const Result<dataset::Row> &read) {
        if (look != m_look)
            return;
        if (read)
            showRow(*read);
        else
            m_surveying.fail(read.error());
    });
}

void Labelling::showRow(const dataset::Row &row)
{
    m_row = row;
    m_form.show(records().recordColumns(), records().schema(), row, {}, m_folder);
    m_labelRow = -1;
    const auto &columns = records().recordColumns();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].field == m_field.toUtf8())
            m_labelRow = int(i);
    }
    makeCard(row);
    suggest();
    Q_EMIT cardChanged();
    Q_EMIT labelChanged();
}

void Labelling::makeCard(const dataset::Row &row)
{
    m_card = cardFacts(records().recordColumns(), row, m_layout, m_field, m_folder);
}

QVariantList Labelling::fields() const
{
    //: Choice of the field that is labelled: none, records are only looked over
    QVariantList list{QVariantMap{{u"name"_s, QString()}, {u"title"_s, tr("No field")}}};
    for (const auto &column : records().recordColumns()) {
        if (!column.key && column.field != QByteArrayView(dataset::RecordMedia::kField))
            list.append(QVariantMap{{u"name"_s, QString::fromUtf8(column.field)}, {u"title"_s, column.title}});
    }
    return list;
}

QString Labelling::fieldTitle() const
{
    const auto *declared = records().schema().find(m_field);
    return declared == nullptr || declared->title.isEmpty() ? m_field : declared->title;
}

QString Labelling::fieldHelp() const
{
    const auto *declared = records().schema().find(m_field);
    return declared == nullptr ? QString() : declared->description;
}

QString Labelling::progressText() const
{
    const auto &progress = m_survey.progress;
    //: How far labelling is; %1 and %2 are numbers of records
    const QString done = tr("%1 of %2 done").arg(countText(progress.done), countText(progress.total()));
    //: Behind "37 of 214 done", which is %1
    return progress.skipped == 0 ? done : tr("%1, %2 skipped").arg(done, countText(progress.skipped));
}

double Labelling::doneShare() const
{
    const auto total = m_survey.progress.total();
    return total == 0 ? 0 : double(m_survey.progress.done) / double(total);
}

bool Labelling::isFinished() const
{
    const auto &progress = m_survey.progress;
    return progress.total() > 0 && progress.open + progress.drafts == 0;
}

QString Labelling::placeText() const
{
    //: Which record is shown
    return m_at < 0 ? QString() : tr("Record %1 of %2").arg(countText(m_at + 1), countText(count()));
}

QString Labelling::state() const
{
    return m_at < 0 ? QString() : dataset::labelStateName(m_survey.rows[std::size_t(m_at)].state);
}

QString Labelling::label() const
{
    return m_labelRow < 0 || !m_form.isActive()
        ? QString()
        : m_form.data(m_form.index(m_labelRow), RecordForm::TextRole).toString();
}

bool Labelling::canFinish() const
{
    return m_at >= 0 && m_form.isActive() && m_form.isValid() && (m_labelRow < 0 || !label().trimmed().isEmpty());
}

} // namespace datanet::app
