#include "sync/terms_history.h"

#include "sync/mirror.h"
#include "sync/preimages.h"
#include "sync/terms.h"

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

Result<std::vector<DatedTerms>> readTermsHistory(const Network &network, light::Snapshot &snapshot,
                                                 std::uint64_t datanet, std::size_t limit, base::TaskContext &context)
{
    const auto contracts = contractsOn(network);
    if (!contracts)
        return fail(contracts.error());
    const auto &contract = contracts->datanets;
    const auto known = snapshot.read(contract.termsCount(datanet), context);
    if (!known)
        return fail(known.error());
    const auto count = requireValue(*known, u"the number of rules that datanet %1 has had"_s.arg(datanet));
    if (!count)
        return fail(count.error());
    std::vector<chain::StorageFact<base::Digest>> hashes;
    std::vector<chain::StorageFact<std::uint64_t>> times;
    for (std::uint64_t index = *count; index-- > 0 && hashes.size() < limit;) {
        hashes.push_back(contract.termsHash(datanet, index));
        times.push_back(contract.termsSince(datanet, index));
    }
    const auto hash = snapshot.readAll(hashes, context);
    const auto since = snapshot.readAll(times, context);
    if (!hash || !since)
        return fail(!hash ? hash.error() : since.error());
    std::vector<DatedTerms> history;
    for (std::size_t i = 0; i < hashes.size(); ++i)
        history.push_back({*count - i, (*hash)[i], (*since)[i]});
    return history;
}

Result<curation::DatanetRules> rulesWithHash(const Network &network, const Datanet &datanet, const base::Digest &hash,
                                             base::TaskContext &context)
{
    auto mirror = Mirror::open(network, datanet.id);
    if (!mirror)
        return fail(mirror.error());
    auto rules = mirror->rules(hash);
    if (rules || rules.error().kind != ErrorKind::NotFound)
        return rules;
    const auto texts = requireValue(datanet.texts, u"the texts of datanet %1"_s.arg(datanet.id));
    if (!texts)
        return fail(texts.error());
    context.step(u"Fetching the rules"_s);
    if (const auto done = fetchTerms(mirror->repository(), texts->remote, termsFolder(mirror->repository()), context);
        !done)
        return fail(done.error());
    rules = mirror->rules(hash);
    if (!rules && rules.error().kind == ErrorKind::NotFound)
        return fail(ErrorKind::NotFound,
                    u"the remote of datanet %1 has no rules with the hash %2"_s.arg(datanet.id).arg(hash.hex()),
                    u"which ones there were: datanet datanet rules history %1"_s.arg(datanet.id));
    return rules;
}

Result<curation::DatanetRules> rulesInForce(const Network &network, const Datanet &datanet, base::TaskContext &context)
{
    const auto hash = requireValue(datanet.termsHash, u"the hash of the rules of datanet %1"_s.arg(datanet.id));
    if (!hash)
        return fail(hash.error());
    return rulesWithHash(network, datanet, *hash, context);
}

} // namespace datanet::sync
