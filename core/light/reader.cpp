#include "light/reader.h"

#include "light/header.h"
#include "light/snapshot_state.h"

#include <QSet>

#include <algorithm>
#include <map>

namespace datanet::light {

using base::Digest;
using base::ErrorKind;
using base::fail;
using base::Result;
using chain::BlockFields;
using namespace Qt::StringLiterals;

namespace {

struct Answer
{
    std::size_t peer;
    BlockFields block;
};

// Everything that is known while a header is being chosen.
class Choice
{
public:
    Choice(const chain::NetworkProfile &profile, chain::Transport &transport, EvidenceLog &evidence,
           const base::Clock &clock, base::TaskContext &context)
        : m_profile(profile), m_evidence(evidence), m_clock(clock), m_context(context)
    {
        const bool ownOnly = profile.hasOwnNode();
        QSet<QString> hosts;
        for (const auto &server : profile.servers) {
            // Two addresses of one host are not two independent witnesses.
            const auto host = server.url.host().toLower();
            if ((server.own || !ownOnly) && !hosts.contains(host)) {
                m_peers.push_back({chain::NodeClient(chain::JsonRpcClient(server.url, transport)), server.own, false});
                hosts.insert(host);
            }
        }
    }

    [[nodiscard]] std::vector<Peer> &peers() { return m_peers; }
    [[nodiscard]] const std::optional<base::Error> &unreached() const { return m_unreached; }
    [[nodiscard]] bool someoneLeftOut() const { return std::ranges::any_of(m_peers, &Peer::leftOut); }

    void accuse(std::size_t peer, const QString &what, const QString &detail)
    {
        m_peers[peer].accuse(m_evidence, m_clock.now(), what, detail);
    }

    // Peers that answer for the right chain.
    Result<std::vector<std::size_t>> onChain()
    {
        std::vector<std::size_t> good;
        for (std::size_t i = 0; i < m_peers.size(); ++i) {
            const auto id = m_peers[i].client.chainId(m_context);
            if (!keep(id))
                return base::cancelled();
            if (!id)
                continue;
            if (*id != m_profile.chainId)
                accuse(i, u"answers for another chain"_s,
                       u"chain id %1 instead of %2"_s.arg(*id).arg(m_profile.chainId));
            else if (const auto begins = beginsRight(i); !begins)
                return fail(begins.error());
            else if (*begins)
                good.push_back(i);
        }
        return good;
    }

    // The newest height that at least `agreeing` of the peers have reached; peers below it are dropped.
    Result<std::optional<std::uint64_t>> commonHeight(std::vector<std::size_t> &among, std::size_t agreeing)
    {
        std::vector<std::pair<std::uint64_t, std::size_t>> heads;
        for (const auto i : among) {
            const auto head = m_peers[i].client.blockNumber(m_context);
            if (!keep(head))
                return base::cancelled();
            if (head)
                heads.emplace_back(*head, i);
        }
        if (heads.empty())
            return std::optional<std::uint64_t>();
        std::ranges::sort(heads, std::greater());
        const auto height = heads[std::min(agreeing, heads.size()) - 1].first;
        among.clear();
        for (const auto &[head, i] : heads) {
            if (head >= height)
                among.push_back(i);
        }
        std::ranges::sort(among);
        return std::optional(height);
    }

    // Headers whose fields hash to their hash, by hash.
    Result<std::map<Digest, std::vector<Answer>>> headers(const std::vector<std::size_t> &among, std::uint64_t number)
    {
        std::map<Digest, std::vector<Answer>> groups;
        for (const auto i : among) {
            auto block = m_peers[i].client.blockByNumber(number, m_context);
            if (!keep(block))
                return base::cancelled();
            if (!block)
                continue;
            if (const auto ok = verifyHeader(*block); !ok)
                accuse(i, u"sent a header that does not hash to its hash"_s, ok.error().what);
            else
                groups[block->hash].push_back({i, std::move(*block)});
        }
        return groups;
    }

private:
    // False when the work was cancelled; remembers what went wrong otherwise.
    template <class T>
    bool keep(const Result<T> &result)
    {
        if (result)
            return true;
        if (result.error().kind == ErrorKind::Cancelled)
            return false;
        if (!m_unreached)
            m_unreached = result.error();
        return true;
    }

    Result<bool> beginsRight(std::size_t peer)
    {
        if (!m_profile.genesisHash)
            return true;
        const auto first = m_peers[peer].client.blockByNumber(0, m_context);
        if (!keep(first))
            return base::cancelled();
        if (!first)
            return false;
        if (first->hash == *m_profile.genesisHash && verifyHeader(*first))
            return true;
        accuse(peer, u"answers for a chain that began differently"_s,
               u"first block %1 instead of %2"_s.arg(first->hash.hex(), m_profile.genesisHash->hex()));
        return false;
    }

    const chain::NetworkProfile &m_profile;
    EvidenceLog &m_evidence;
    const base::Clock &m_clock;
    base::TaskContext &m_context;
    std::vector<Peer> m_peers;
    std::optional<base::Error> m_unreached;
};

// The header to prove against, with how it is known.
struct Chosen
{
    Level level = Level::Mismatch;
    std::vector<Answer> answers; // of the servers that gave it
    QString words;
};

Chosen decide(Choice &choice, std::map<Digest, std::vector<Answer>> groups, std::size_t serverCount,
              std::size_t agreeing)
{
    std::vector<std::pair<Digest, std::vector<Answer>>> bySize(groups.begin(), groups.end());
    std::ranges::stable_sort(bySize, std::greater(), [](const auto &group) { return group.second.size(); });
    const auto &largest = bySize.front().second;
    const bool enough = largest.size() >= agreeing;
    const bool contradicted = bySize.size() > 1 && (!enough || bySize[1].second.size() >= agreeing);
    for (std::size_t i = contradicted ? 0 : 1; i < bySize.size(); ++i) {
        const auto &[hash, answers] = bySize[i];
        for (const auto &answer : answers)
            choice.accuse(answer.peer, u"gave another header of block %1 than other servers"_s.arg(answer.block.number),
                          u"%1, others: %2"_s.arg(hash.hex(), bySize[i == 0 ? 1 : 0].first.hex()));
    }
    if (contradicted)
        return {Level::Mismatch, {}, u"servers contradict each other about the block"_s};
    QStringList names;
    for (const auto &answer : largest)
        names.append(choice.peers()[answer.peer].name());
    const bool own = choice.peers()[largest.front().peer].own;
    Chosen chosen{own ? Level::OwnNode : enough ? Level::ServersAgree : Level::Reported, largest, {}};
    chosen.words = own ? u"your own node gave the block's header: %1"_s.arg(names.first())
        : enough
        ? u"%1 of %2 servers gave the same header: %3"_s.arg(names.size()).arg(serverCount).arg(names.join(u", "))
        : u"only %1 gave the block's header"_s.arg(names.join(u", "));
    return chosen;
}

} // namespace

StateReader::StateReader(chain::NetworkProfile profile, chain::Transport &transport, EvidenceLog &evidence,
                         const base::Clock &clock, Options options)
    : m_profile(std::move(profile)), m_transport(&transport), m_evidence(&evidence), m_clock(&clock), m_options(options)
{
}

StateReader::StateReader(chain::NetworkProfile profile, chain::Transport &transport, EvidenceLog &evidence,
                         const base::Clock &clock)
    : StateReader(std::move(profile), transport, evidence, clock, Options())
{
}

Result<Snapshot> StateReader::latest(base::TaskContext &context) const
{
    return choose({}, context);
}

Result<Snapshot> StateReader::at(std::uint64_t number, base::TaskContext &context) const
{
    return choose(number, context);
}

Result<Snapshot> StateReader::choose(std::optional<std::uint64_t> number, base::TaskContext &context) const
{
    if (m_profile.servers.empty())
        return fail(ErrorKind::NotFound, u"the network \"%1\" has no server that is known here"_s.arg(m_profile.id),
                    u"add one in the settings, or use the practice network"_s);
    Choice choice(m_profile, *m_transport, *m_evidence, *m_clock, context);
    const auto state = std::make_shared<Snapshot::State>();
    state->evidence = m_evidence;
    state->clock = m_clock;
    // Without any header: X when somebody's answer failed a check, else the network's error.
    const auto nothing = [&](const QString &words) -> Result<Snapshot> {
        if (!choice.someoneLeftOut() && choice.unreached())
            return fail(*choice.unreached());
        state->level = Level::Mismatch;
        state->steps.push_back({words, {}});
        return Snapshot(state);
    };

    auto among = choice.onChain();
    if (!among)
        return fail(among.error());
    const auto agreeing = m_profile.hasOwnNode() ? std::size_t(1) : static_cast<std::size_t>(m_profile.agreeingServers);
    if (!number && !among->empty()) {
        const auto height = choice.commonHeight(*among, agreeing);
        if (!height)
            return fail(height.error());
        number = *height;
    }
    if (!number || among->empty())
        return nothing(u"no server's answers could be used"_s);
    auto groups = choice.headers(*among, *number);
    if (!groups)
        return fail(groups.error());
    if (groups->empty())
        return nothing(u"no server's header of block %1 could be used"_s.arg(*number));

    const auto chosen = decide(choice, std::move(*groups), choice.peers().size(), agreeing);
    if (chosen.level == Level::Mismatch)
        return nothing(chosen.words);
    if (chosen.level == Level::Reported && choice.peers().size() >= agreeing) {
        // The network could be known better: what is missing must be said, not passed over.
        if (choice.someoneLeftOut())
            return nothing(u"too few servers agree: the others' answers failed a check"_s);
        return fail(ErrorKind::Network,
                    u"only %1 of %2 servers answered, and %3 must agree"_s.arg(chosen.answers.size())
                        .arg(choice.peers().size())
                        .arg(agreeing),
                    u"try again later, or add servers in the settings"_s);
    }
    for (const auto &answer : chosen.answers)
        state->peers.push_back(choice.peers()[answer.peer]);
    state->header = chosen.answers.front().block;
    state->level = chosen.level;
    state->steps.push_back({chosen.words, state->header.hash, Step::Kind::Asked});
    state->steps.push_back({u"the header's fields hash to that hash; among them is the state root"_s,
                            state->header.stateRoot, Step::Kind::HashedHeader});
    const auto age = m_clock->now().toSecsSinceEpoch() - static_cast<qint64>(state->header.timestamp);
    if (age > m_options.staleAfter.count())
        state->steps.push_back({u"the block is %1 seconds old by this computer's clock"_s.arg(age), {}});
    else if (age < -60)
        state->steps.push_back({u"the block's time is %1 seconds ahead of this computer's clock"_s.arg(-age), {}});
    return Snapshot(state);
}

} // namespace datanet::light
