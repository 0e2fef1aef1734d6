#include "sync/submitted_records.h"

#include "crypto/merkle_tree.h"

#include <algorithm>
#include <numeric>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::fail;
using base::Result;

base::Digest SubmittedRecords::root() const
{
    return crypto::merkleRoot(crypto::MerkleKind::Record, ids);
}

Result<SubmittedRecords> submittedRecords(dataset::RowReader &rows, const std::vector<base::Digest> &alreadyThere,
                                          base::TaskContext &context, std::int64_t maximumBytes)
{
    SubmittedRecords found;
    std::int64_t bytes = 0;
    const auto done = rows.forEach(context, [&](const dataset::RowView &row) -> base::Status {
        const auto id = row.id();
        if (std::binary_search(alreadyThere.begin(), alreadyThere.end(), id))
            return {};
        bytes += static_cast<std::int64_t>(row.body.size());
        if (bytes > maximumBytes)
            return fail(base::ErrorKind::Invalid,
                        u"the records are larger than the %1 bytes that are looked at"_s.arg(maximumBytes));
        found.ids.push_back(id);
        found.rows.push_back(row.position);
        found.bodies.emplace_back(row.body);
        return {};
    });
    if (!done)
        return fail(done.error());
    std::vector<std::size_t> order(found.ids.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return found.ids[a] < found.ids[b]; });
    SubmittedRecords sorted;
    for (const std::size_t index : order) {
        sorted.ids.push_back(found.ids[index]);
        sorted.rows.push_back(found.rows[index]);
        sorted.bodies.push_back(std::move(found.bodies[index]));
    }
    return sorted;
}

} // namespace datanet::sync
