#include "versioning/ancestry.h"

#include "base/files.h"

#include <QFile>

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <unordered_map>

namespace datanet::versioning {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr std::size_t kStepsWorthKeeping = 64;

tl::unexpected<base::Error> tooLong()
{
    return fail(ErrorKind::Corrupt, u"the history is longer than a million versions"_s);
}

// Versions by time, newest first; equal times by id, so that every machine walks alike.
struct Step
{
    qint64 time;
    CommitId id;
    bool operator<(const Step &other) const { return std::tie(time, id) < std::tie(other.time, other.id); }
};

// The ids of one chain of first parents, from the first version on.
class KnownChain
{
public:
    explicit KnownChain(const Repository &repository) : m_path(repository.path() + u"/datanet-chain"_s)
    {
        QFile file(m_path);
        if (!file.open(QIODevice::ReadOnly) || file.size() > qint64(kMaximumVersions) * CommitId::size())
            return;
        m_bytes = file.readAll();
        const auto count = static_cast<std::size_t>(m_bytes.size() / CommitId::size());
        m_places.reserve(count);
        for (std::size_t at = 0; at < count; ++at)
            m_places.emplace(
                *CommitId::from(base::ByteView(m_bytes).sliced(qsizetype(at) * CommitId::size(), CommitId::size())),
                at);
    }

    [[nodiscard]] std::optional<std::size_t> find(const CommitId &id) const
    {
        const auto found = m_places.find(id);
        return found == m_places.end() ? std::nullopt : std::optional(found->second);
    }

    // chain: newest first, ending above the version at `below` (nothing: at the first version).
    void extend(std::optional<std::size_t> below, const std::vector<CommitId> &chain)
    {
        base::Bytes bytes = m_bytes.left(below ? qsizetype(*below + 1) * CommitId::size() : 0);
        for (auto id = chain.rbegin(); id != chain.rend(); ++id)
            bytes += id->toBytes();
        (void)base::files::writeAtomically(m_path, bytes); // only saves time
    }

private:
    QString m_path;
    base::Bytes m_bytes;
    std::unordered_map<CommitId, std::size_t> m_places;
};

} // namespace

Result<std::vector<CommitId>> firstParents(const Repository &repository, const CommitId &from)
{
    std::vector<CommitId> chain{from};
    for (;;) {
        const auto fields = repository.commit(chain.back());
        if (!fields)
            return fail(fields.error());
        if (fields->parents.empty())
            return chain;
        if (chain.size() == kMaximumVersions)
            return tooLong();
        chain.push_back(fields->parents.front());
    }
}

Result<VersionPlace> placeOf(const Repository &repository, const CommitId &version)
{
    std::optional<KnownChain> known;
    std::vector<CommitId> chain;
    for (CommitId at = version;;) {
        if (chain.size() == kStepsWorthKeeping) // most walks from a young data set end before
            known.emplace(repository);
        if (known) {
            const auto newest = chain.size() == kStepsWorthKeeping ? chain.begin() : chain.end();
            for (auto each = newest; each != chain.end(); ++each) {
                if (const auto place = known->find(*each))
                    return VersionPlace{std::int64_t(*place + 1) + (each - chain.begin()), true};
            }
            if (const auto place = known->find(at)) {
                const auto number = std::int64_t(*place + 1 + chain.size());
                known->extend(place, chain);
                return VersionPlace{number, true};
            }
        }
        const auto fields = repository.commit(at);
        if (!fields)
            return fail(fields.error());
        if (fields->isBoundary)
            return VersionPlace{0, false};
        chain.push_back(at);
        if (fields->parents.empty())
            break;
        if (chain.size() == kMaximumVersions)
            return tooLong();
        at = fields->parents.front();
    }
    if (known)
        known->extend(std::nullopt, chain);
    return VersionPlace{std::int64_t(chain.size()), true};
}

Result<bool> isAncestor(const Repository &repository, const CommitId &older, const CommitId &newer)
{
    std::priority_queue<Step> next;
    std::set<CommitId> seen{newer};
    next.push({0, newer});
    while (!next.empty()) {
        const CommitId id = next.top().id;
        next.pop();
        if (id == older)
            return true;
        const auto fields = repository.commit(id);
        if (!fields)
            return fail(fields.error());
        for (const CommitId &parent : fields->parents) {
            if (!seen.insert(parent).second)
                continue;
            if (seen.size() > kMaximumVersions)
                return tooLong();
            const auto above = repository.commit(parent);
            if (!above)
                return fail(above.error());
            next.push({above->time.toSecsSinceEpoch(), parent});
        }
    }
    return false;
}

Result<std::optional<CommitId>> mergeBase(const Repository &repository, const CommitId &left, const CommitId &right)
{
    if (left == right)
        return std::optional(left);
    // Both sides are painted downwards, newest first, until all that is left to look at is below what is common.
    constexpr int kLeft = 1;
    constexpr int kRight = 2;
    constexpr int kBelow = 4;
    std::map<CommitId, int> paint;
    std::map<CommitId, CommitFields> known;
    std::priority_queue<Step> next;
    std::size_t open = 0; // in the queue and not below
    std::set<CommitId> queued;
    const auto add = [&](const CommitId &id, int colours) -> base::Status {
        if (!known.contains(id)) {
            if (known.size() == kMaximumVersions)
                return tooLong();
            auto fields = repository.commit(id);
            if (!fields)
                return fail(fields.error());
            known.emplace(id, std::move(*fields));
        }
        int &painted = paint[id];
        const int before = painted;
        painted |= colours;
        if (queued.contains(id)) {
            if ((before & kBelow) == 0 && (painted & kBelow) != 0)
                --open;
        } else if (painted != before) {
            next.push({known.at(id).time.toSecsSinceEpoch(), id});
            queued.insert(id);
            if ((painted & kBelow) == 0)
                ++open;
        }
        return {};
    };
    for (const auto &[id, colour] : {std::pair(left, kLeft), {right, kRight}}) {
        if (auto status = add(id, colour); !status)
            return fail(status.error());
    }
    std::vector<Step> common;
    while (open > 0) {
        const Step step = next.top();
        next.pop();
        queued.erase(step.id);
        int colours = paint.at(step.id);
        if ((colours & kBelow) == 0)
            --open;
        if (colours == (kLeft | kRight)) {
            common.push_back(step);
            colours |= kBelow;
        }
        for (const CommitId &parent : known.at(step.id).parents) {
            if (auto status = add(parent, colours); !status)
                return fail(status.error());
        }
    }
    std::erase_if(common, [&paint](const Step &each) { return (paint.at(each.id) & kBelow) != 0; });
    std::sort(common.begin(), common.end());
    // Clocks lie: what turned out later to be below another is no base.
    while (common.size() > 1) {
        const CommitId newest = common.back().id;
        bool isBelow = false;
        for (std::size_t at = 0; at + 1 < common.size() && !isBelow; ++at) {
            const auto below = isAncestor(repository, newest, common[at].id);
            if (!below)
                return fail(below.error());
            isBelow = *below;
        }
        if (!isBelow)
            break;
        common.pop_back();
    }
    return common.empty() ? std::optional<CommitId>() : std::optional(common.back().id);
}

} // namespace datanet::versioning
