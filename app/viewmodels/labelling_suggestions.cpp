#include "viewmodels/labelling.h"

#include "curation/similar_records.h"
#include "dataset/record.h"
#include "dataset/row_reader.h"
#include "models/label_training.h"
#include "models/record_table_model.h"
#include "viewmodels/datanets_view.h"

#include <algorithm>
#include <cmath>

// What helps to decide about a card: suggested labels and records like it.
namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t kMostSimilar = 5;

} // namespace

QVariantList Labelling::suggestionSources() const
{
    //: Where suggested labels come from
    QVariantList sources{QVariantMap{{u"text"_s, tr("No suggestions")}, {u"datanet"_s, 0}},
                         //: Where suggested labels come from
                         QVariantMap{{u"text"_s, tr("Suggest from my records")}, {u"datanet"_s, 0}}};
    bool isListed = m_source.datanet == 0;
    const auto add = [&](qulonglong datanet, const QString &name) {
        //: Where suggested labels come from; %1 is a datanet
        sources.append(QVariantMap{{u"text"_s, tr("Suggest from %1").arg(name)}, {u"datanet"_s, datanet}});
        isListed = isListed || datanet == m_source.datanet;
    };
    if (m_studio) {
        for (const QVariant &each : m_studio->datanets()->datanets())
            add(each.toMap()[u"id"_s].toULongLong(), each.toMap()[u"name"_s].toString());
    }
    if (!isListed) // its network is not to be had now
        add(m_source.datanet, tr("datanet %1").arg(m_source.datanet));
    return sources;
}

int Labelling::suggestionSource() const
{
    if (m_source.kind != LabelSource::Kind::Accepted)
        return m_source.kind == LabelSource::Kind::None ? 0 : 1;
    const QVariantList sources = suggestionSources();
    return int(std::ranges::find_if(sources,
                                    [this](const QVariant &each) {
                                        return each.toMap()[u"datanet"_s].toULongLong() == m_source.datanet;
                                    })
               - sources.begin());
}

void Labelling::setSuggestionSource(int index)
{
    const QVariantList sources = suggestionSources();
    if (index < 0 || index >= sources.size() || index == suggestionSource())
        return;
    const auto datanet = sources[index].toMap()[u"datanet"_s].toULongLong();
    m_source = {index == 0       ? LabelSource::Kind::None
                    : index == 1 ? LabelSource::Kind::Own
                                 : LabelSource::Kind::Accepted,
                datanet};
    keep(LabelSource::kSetting, m_source.setting());
    m_training.cancel();
    m_training.dismissError();
    m_model.reset();
    suggest();
    train();
    Q_EMIT changed();
    Q_EMIT cardChanged();
}

void Labelling::suggest()
{
    m_suggestion.clear();
    m_suggestionShare = 0;
    if (!m_model || m_at < 0)
        return;
    const auto scores = m_model->scores(models::textBesideLabel(m_row.body, records().schema(), m_field));
    m_suggestion = QString::fromStdString(scores.front().label);
    m_suggestionShare = scores.front().share;
}

void Labelling::trainWhenDue()
{
    if (m_source.kind != LabelSource::Kind::Own || !m_active || !m_queue.empty() || m_writing.isRunning())
        return; // what is decided but not written could not be learnt from
    const qint64 known = m_survey.progress.done;
    if (std::abs(known - m_trainedOn) >= std::max<qint64>(m_model ? 5 : 1, known / 10))
        train();
}

void Labelling::train()
{
    if (m_source.kind == LabelSource::Kind::None || m_field.isEmpty() || m_training.isRunning())
        return;
    m_trained = true;
    m_trainedOn = m_survey.progress.done;
    m_training.start(m_source.train(services(), m_folder, m_field, records().schema(), m_decisions),
                     [this, field = m_field, source = m_source](const LabelSource::Model &model) {
                         if (field != m_field || source != m_source)
                             return;
                         m_model = model;
                         suggest();
                         trainWhenDue(); // more may be done by now
                         Q_EMIT cardChanged();
                     });
}

QString Labelling::suggestionText() const
{
    //: A suggested label and how likely it is
    return m_suggestion.isEmpty() ? QString()
                                  : tr("%1 %2 %").arg(m_suggestion).arg(std::lround(m_suggestionShare * 100));
}

QString Labelling::suggestionDetail() const
{
    if (m_field.isEmpty() || m_source.kind == LabelSource::Kind::None)
        return {};
    if (m_model)
        return m_source.describe(m_model->accuracy());
    return m_training.hasFailed() ? m_training.errorTitle() : m_source.describeLearning(m_training.isRunning());
}

void Labelling::findSimilar()
{
    if (m_at < 0)
        return;
    auto task = services().run<std::vector<curation::SimilarRecord>>(
        services().computation(),
        [folder = m_folder, row = m_row, textField = records().schema().textField.toStdString()](
            base::TaskContext &context) -> Result<std::vector<curation::SimilarRecord>> {
            auto rows = dataset::RowReader::open(folder);
            if (!rows)
                return fail(rows.error());
            return curation::similarRecords(*rows, row, textField, kMostSimilar, context);
        });
    m_comparing.start(task, [this, look = m_look](const std::vector<curation::SimilarRecord> &found) {
        if (look != m_look)
            return;
        m_compared = true;
        m_similar.clear();
        const std::string shown = m_layout.shown.toStdString();
        for (const auto &each : found) {
            m_similar.append(QVariantMap{
                {u"name"_s, RecordSource::name(records().recordColumns(), each.row.body)},
                {u"text"_s,
                 RecordCell::shortened(models::textBesideLabel(each.row.body, records().schema(), m_field)).left(160)},
                {u"label"_s, dataset::labelOf(each.row.body, m_field).left(60)},
                {u"share"_s, double(each.sameWords.part) / double(each.sameWords.whole)},
                //: How many of the words of two records are the same
                {u"percentText"_s, tr("%1 % same words").arg(each.sameWords.percent())},
                {u"position"_s, qlonglong(each.row.position)}});
        }
        Q_EMIT cardChanged();
    });
    Q_EMIT cardChanged();
}

} // namespace datanet::app
