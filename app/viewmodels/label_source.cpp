#include "viewmodels/label_source.h"

#include "dataset/row_reader.h"
#include "desktop/services.h"
#include "format/amount_text.h"
#include "models/label_training.h"
#include "sync/accepted_labels.h"

#include <QCoreApplication>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

const QString kNone = u"no"_s;
const QString kOwn = u"yes"_s;
const QString kAccepted = u"datanet "_s;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(datanet::app::LabelSource)
};

Result<LabelSource::Model> shared(Result<std::optional<models::LabelClassifier>> model)
{
    if (!model)
        return fail(model.error());
    return *model ? std::make_shared<const models::LabelClassifier>(std::move(**model)) : LabelSource::Model();
}

} // namespace

LabelSource LabelSource::fromSetting(const QString &setting)
{
    if (setting == kNone)
        return {Kind::None, 0};
    const auto datanet = setting.startsWith(kAccepted) ? setting.mid(kAccepted.size()).toULongLong() : 0;
    return datanet > 0 ? LabelSource{Kind::Accepted, datanet} : LabelSource();
}

QString LabelSource::setting() const
{
    return kind == Kind::None ? kNone : kind == Kind::Own ? kOwn : kAccepted + QString::number(datanet);
}

base::Task<LabelSource::Model> LabelSource::train(Services &services, const QString &folder, const QString &field,
                                                  const dataset::Schema &schema,
                                                  const dataset::LabelDecisions &decisions) const
{
    if (kind == Kind::Accepted)
        return services.run<Model>(
            services.answersLane(),
            [&services, datanet = datanet, field, schema](base::TaskContext &context) -> Result<Model> {
                const auto network = services.network();
                if (!network)
                    return fail(network.error());
                return shared(sync::trainOnAccepted(**network, datanet, schema, field, context));
            });
    return services.run<Model>(services.computation(),
                               [folder, field, schema, decisions](base::TaskContext &context) -> Result<Model> {
                                   auto rows = dataset::RowReader::open(folder);
                                   if (!rows)
                                       return fail(rows.error());
                                   return shared(models::trainOnDone(*rows, schema, field, decisions, context));
                               });
}

QString LabelSource::describe(const models::LabelAccuracy &accuracy) const
{
    const QString words = kind == Kind::Accepted
        //: How good suggested labels are; numbers of records
        ? Words::tr("Right for %1 of %2 accepted records, each judged without itself. Always saying the most common "
                    "label: %3.")
        //: How good suggested labels are; numbers of records
        : Words::tr("Right for %1 of your %2 done records, each judged without itself. Always saying the most common "
                    "label: %3.");
    return words.arg(countText(accuracy.right), countText(accuracy.examples), countText(accuracy.guessed));
}

QString LabelSource::describeLearning(bool isRunning) const
{
    if (kind == Kind::Accepted)
        return isRunning ? Words::tr("Fetching the datanet’s records and learning from them")
                         //: Why no labels are suggested
                         : Words::tr("Too few of the datanet’s records have this field to learn from them.");
    if (isRunning)
        return Words::tr("Learning from your done records");
    //: Why no labels are suggested; %1 is a number of records
    return Words::tr("Suggestions begin with %1 done records and two labels that come up twice.")
        .arg(models::LabelClassifier::kFewestExamples);
}

} // namespace datanet::app
