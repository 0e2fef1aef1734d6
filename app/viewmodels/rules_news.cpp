#include "viewmodels/rules_news.h"

#include "viewmodels/rules_facts.h"

#include <QCoreApplication>

namespace datanet::app {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

namespace {

struct News
{
    Q_DECLARE_TR_FUNCTIONS(RulesNews)

public:
    // Neither read: what changed can't be told.
    [[nodiscard]] static QVariantMap of(const sync::RulesSince &since, const QString &text)
    {
        if (!since.changed)
            return {};
        return {
            {u"title"_s, tr("The datanet's rules changed")},
            //: Behind a sentence, where the former rules of a datanet can't be read any more
            {u"text"_s, since.readable ? text : QString(text + u' ' + tr("Its former rules can't be read any more."))},
            {u"changes"_s, changeRows(since.changes)}};
    }
};

} // namespace

Result<QVariantMap> rulesNewsForSending(const sync::Network &network, light::Snapshot &snapshot, const QString &folder,
                                        std::uint64_t datanet, base::TaskContext &context)
{
    const auto sent = sync::sentUnder(network, folder, datanet);
    if (!sent)
        return fail(sent.error());
    if (!*sent)
        return QVariantMap();
    const auto facts = sync::readDatanet(network, snapshot, datanet, context);
    if (!facts)
        return fail(facts.error());
    const auto since = sync::rulesSince(network, *facts, (*sent)->terms, context);
    if (!since)
        return fail(since.error());
    return News::of(*since,
                    (*sent)->opened
                        ? News::tr("They are others than when you sent from this data set last. What you sent then is "
                                   "judged by the rules of its time; what you send now, by the new ones.")
                        : News::tr("They are others than when your place in line was registered. What was registered "
                                   "is judged by the rules of its time."));
}

Result<QVariantMap> rulesNewsOfContribution(const sync::Network &network, const sync::Datanet &datanet,
                                            const base::Digest &terms, base::TaskContext &context)
{
    const auto since = sync::rulesSince(network, datanet, terms, context);
    if (!since)
        return fail(since.error());
    return News::of(*since,
                    News::tr("They are others than when you sent this. It is judged by the rules of its time."));
}

} // namespace datanet::app
