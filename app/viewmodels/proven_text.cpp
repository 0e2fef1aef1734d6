#include "viewmodels/proven_text.h"

#include "chain/trust_level.h"
#include "format/error_text.h"
#include "format/trust_text.h"

#include <algorithm>

namespace datanet::app {

using namespace Qt::StringLiterals;
using StepKind = light::Step::Kind;

namespace {

// Steps of one kind are one line; what is of no kind stands alone.
struct Line
{
    StepKind kind = StepKind::Other;
    std::vector<light::Step> steps;
};

std::vector<Line> linesOf(const std::vector<light::Step> &steps)
{
    std::vector<Line> lines;
    for (const auto &step : steps) {
        const auto same = std::find_if(lines.begin(), lines.end(), [&](const Line &line) {
            return step.kind != StepKind::Other && line.kind == step.kind;
        });
        if (same == lines.end())
            lines.push_back({step.kind, {step}});
        else
            same->steps.push_back(step);
    }
    return lines;
}

} // namespace

QVariantList exactSteps(const std::vector<light::Step> &steps)
{
    QVariantList exact;
    for (const auto &step : steps)
        exact.append(QVariantMap{{u"words"_s, step.words}, {u"hash"_s, step.hash ? step.hash->hex() : QString()}});
    return exact;
}

QVariantList stepList(light::Level level, const std::vector<light::Step> &steps)
{
    QVariantList list;
    for (const Line &line : linesOf(steps)) {
        const bool isPlain = line.kind == StepKind::Other;
        list.append(QVariantMap{
            {u"words"_s,
             isPlain ? ErrorSentences::sentence(line.steps.front().words) : TrustText::stepTitle(line.kind)},
            {u"detail"_s, isPlain ? QString() : TrustText::stepDetail(line.kind, level, int(line.steps.size()))},
            {u"exact"_s, exactSteps(line.steps)}});
    }
    return list;
}

QVariantMap knowledgeMap(light::Level level, const light::BlockMark &block, const std::vector<light::Step> &steps)
{
    return {{u"level"_s, chain::trustSign(level)},
            {u"block"_s, qulonglong(block.number)},
            {u"steps"_s, stepList(level, steps)}};
}

} // namespace datanet::app
