#include "viewmodels/proven_text.h"

#include "chain/trust_level.h"

#include <QVariantList>

namespace datanet::app {

using namespace Qt::StringLiterals;

QVariantMap knowledgeMap(light::Level level, const light::BlockMark &block, const std::vector<light::Step> &steps)
{
    QVariantList list;
    for (const auto &step : steps)
        list.append(QVariantMap{{u"words"_s, step.words}, {u"hash"_s, step.hash ? step.hash->hex() : QString()}});
    return {{u"level"_s, chain::trustSign(level)}, {u"block"_s, qulonglong(block.number)}, {u"steps"_s, list}};
}

} // namespace datanet::app
