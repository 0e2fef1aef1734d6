#include "sync/accepted_labels.h"

#include "dataset/labelling.h"
#include "models/label_training.h"
#include "sync/datanets.h"
#include "sync/mirror.h"
#include "versioning/difference.h"

#include <algorithm>
#include <map>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;
using base::Status;
using models::LabelClassifier;
using models::LabelExample;

namespace {

void keepCommonLabels(std::vector<LabelExample> &examples)
{
    std::map<std::string, std::int64_t> counts;
    for (const LabelExample &example : examples)
        ++counts[example.label];
    std::vector<std::pair<std::int64_t, std::string>> order;
    for (const auto &[label, count] : counts)
        order.push_back({-count, label});
    std::sort(order.begin(), order.end());
    for (std::size_t i = LabelClassifier::kMostLabels; i < order.size(); ++i)
        counts.erase(order[i].second);
    std::erase_if(examples, [&counts](const LabelExample &example) { return !counts.contains(example.label); });
}

} // namespace

Result<std::optional<LabelClassifier>> trainOnAccepted(const Network &network, std::uint64_t datanet,
                                                       const dataset::Schema &schema, const QString &labelField,
                                                       base::TaskContext &context)
{
    auto snapshot = network.latest(context);
    if (!snapshot)
        return fail(snapshot.error());
    const auto facts = readDatanet(network, *snapshot, datanet, context);
    auto mirror = Mirror::open(network, datanet);
    if (!facts || !mirror)
        return fail(!facts ? facts.error() : mirror.error());
    const auto updated = mirror->update(*snapshot, *facts, context);
    if (!updated)
        return fail(updated.error());
    if (updated->matching < updated->proven)
        return fail(base::ErrorKind::Unproven,
                    u"the records of datanet %1 cannot be checked: %2"_s.arg(datanet).arg(
                        updated->problems.empty() ? QString() : updated->problems.front()),
                    u"check that its remote can be reached and try again"_s);
    const auto head = mirror->head();
    if (!head)
        return fail(head.error());
    std::vector<LabelExample> examples;
    if (*head) {
        const auto walked = versioning::difference(
            mirror->repository(), std::nullopt, *head, {}, context, [&](const dataset::RowChange &row) -> Status {
                const QString label = dataset::labelOf(row.after, labelField);
                if (!label.isEmpty() && examples.size() < LabelClassifier::kMostExamples)
                    examples.push_back({models::textBesideLabel(row.after, schema, labelField), label.toStdString()});
                return {};
            });
        if (!walked)
            return fail(walked.error());
    }
    keepCommonLabels(examples);
    return LabelClassifier::train(examples, context);
}

} // namespace datanet::sync
