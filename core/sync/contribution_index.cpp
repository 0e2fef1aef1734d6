#include "sync/contribution_index.h"

#include "base/file_lock.h"
#include "base/files.h"
#include "sync/preimages.h"

#include <QFileInfo>

#include <algorithm>
#include <chrono>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;
using chain::Collection;
using chain::NodeClient;
using light::BlockMark;
using light::Proven;

namespace {

// Blocks that may still be replaced without anybody's lie, and how long a list that no server could give is not read
// from the beginning again.
constexpr std::uint64_t kRecentBlocks = 64;
constexpr std::int64_t kPatience = 120; // seconds
constexpr std::chrono::milliseconds kLockPatience = std::chrono::minutes(30);
constexpr std::chrono::milliseconds kOpeningPatience = std::chrono::seconds(30);
// Silences in a row that may mean "too much"; more mean that the server is gone.
constexpr int kUnanswered = 4;
// An event's place has to fit the store's.
constexpr std::uint64_t kMostBlock = std::uint64_t(1) << 38;
constexpr std::uint64_t kMostIndex = std::uint64_t(1) << 24;

// Servers say in words and codes of their own that an answer would be too large.
bool mayBeTooMuch(const base::Error &error)
{
    return error.kind == ErrorKind::Denied || error.kind == ErrorKind::Network;
}

bool isServersFault(const base::Error &error)
{
    return mayBeTooMuch(error) || error.kind == ErrorKind::Invalid || error.kind == ErrorKind::NotFound
        || error.kind == ErrorKind::Conflict;
}

// Inside, Corrupt is a damaged file and Invalid a server's nonsense; outside, the second is what the first was.
base::Error saidOfServers(base::Error error)
{
    if (error.kind == ErrorKind::Invalid)
        error = {ErrorKind::Corrupt, u"a server sent "_s + error.what, u"name another server of this network"_s};
    return error;
}

// Two programs that make the same new file at once would be in each other's way.
Result<OpeningStore> openAlone(const QString &path, base::TaskContext &context)
{
    if (auto made = base::files::makeFolder(QFileInfo(path).path()); !made)
        return fail(made.error());
    const auto lock = base::FileLock::wait(path + u".opening"_s, kOpeningPatience, context);
    if (!lock)
        return fail(lock.error());
    return OpeningStore::open(path);
}

// Whether the server's chain has this block.
Result<bool> hasBlock(const NodeClient &node, const BlockPlace &block, base::TaskContext &context)
{
    const auto there = node.blockByNumber(block.number, context);
    if (there)
        return there->hash == block.hash;
    if (there.error().kind == ErrorKind::NotFound)
        return false;
    return fail(there.error());
}

// The events of a range of blocks in the order of the chain. Invalid: no server that tells the truth answers so.
Result<std::vector<ToldOpening>> openingsIn(const std::vector<chain::Receipt::Log> &logs,
                                            const chain::ContributionsContract &contract, std::uint64_t from,
                                            const BlockPlace &to)
{
    std::vector<ToldOpening> openings;
    openings.reserve(logs.size());
    for (const auto &log : logs) {
        auto opening = contract.opened(log);
        if (!opening || !log.place || log.place->block < from || log.place->block > to.number
            || log.place->index >= kMostIndex)
            return fail(ErrorKind::Invalid, u"an event that nobody asked for"_s);
        openings.push_back(
            {{log.place->block, log.place->blockHash.value_or(base::Digest())}, log.place->index, std::move(*opening)});
    }
    const auto place = [](const ToldOpening &told) { return std::pair(told.block.number, told.logIndex); };
    std::ranges::sort(openings, {}, place);
    for (std::size_t i = 0; i < openings.size(); ++i) {
        const auto &block = openings[i].block;
        if (i > 0 && place(openings[i - 1]) == place(openings[i]))
            return fail(ErrorKind::Invalid, u"two events in one place of block %1"_s.arg(block.number));
        const auto known = block.number == to.number                ? to.hash
            : i > 0 && openings[i - 1].block.number == block.number ? openings[i - 1].block.hash
                                                                    : block.hash;
        if (!block.hash.isZero() && block.hash != known)
            return fail(ErrorKind::Conflict, u"block %1 was replaced while its events were read"_s.arg(block.number),
                        u"try again"_s);
    }
    return openings;
}

} // namespace

ContributionIndex::ContributionIndex(const Network &network, chain::ProjectContracts contracts, OpeningStore store,
                                     QString path, std::uint64_t start, const Options &options)
    : m_network(&network),
      m_contracts(std::move(contracts)),
      m_store(std::move(store)),
      m_path(std::move(path)),
      m_start(start),
      m_options(options)
{
}

Result<ContributionIndex> ContributionIndex::open(const Network &network, base::TaskContext &context,
                                                  const Options &options)
{
    auto contracts = contractsOn(network);
    const auto deployed = network.profile().contract(u"Contributions"_s);
    if (!contracts || !deployed)
        return fail(!contracts ? contracts.error() : deployed.error());
    auto genesis = network.profile().genesisHash;
    if (!genesis) {
        const auto first = network.node().blockByNumber(0, context);
        // A server that has forgotten the beginning tells only that.
        if (!first && first.error().kind != ErrorKind::NotFound && first.error().kind != ErrorKind::Denied)
            return fail(first.error());
        genesis = first ? first->hash : base::Digest();
    }
    const auto path = network.home().contributionIndex(network.profile().chainId, *genesis, deployed->address);
    auto store = openAlone(path, context);
    if (!store)
        return fail(store.error());
    return ContributionIndex(network, std::move(*contracts), std::move(*store), path, deployed->block.value_or(0),
                             options);
}

Result<ContributionIndex> ContributionIndex::open(const Network &network, base::TaskContext &context)
{
    return open(network, context, Options());
}

Status ContributionIndex::align(const NodeClient &node, const BlockMark &tip, base::TaskContext &context)
{
    const auto same = hasBlock(node, {tip.number, tip.hash}, context);
    if (!same)
        return fail(same.error());
    if (!*same)
        return fail(ErrorKind::Conflict,
                    u"%1 does not have block %2 as it was a moment ago"_s.arg(node.server().host()).arg(tip.number),
                    u"try again"_s);
    const auto head = m_store->head();
    if (!head)
        return fail(head.error());
    if (!*head || **head == BlockPlace{tip.number, tip.hash})
        return {};
    const auto onChain = hasBlock(node, **head, context);
    if (!onChain || *onChain)
        return onChain ? Status() : Status(fail(onChain.error()));
    // Blocks the chain still has come before all that it has not.
    const auto blocks = m_store->blocks();
    if (!blocks)
        return fail(blocks.error());
    std::size_t replaced = 1;
    std::size_t stands = blocks->size();
    while (replaced < stands) {
        const auto middle = replaced + (stands - replaced) / 2;
        const auto there = hasBlock(node, (*blocks)[middle], context);
        if (!there)
            return fail(there.error());
        if (*there)
            stands = middle;
        else
            replaced = middle + 1;
    }
    return stands < blocks->size() ? m_store->rollBack((*blocks)[stands]) : m_store->clear();
}

Status ContributionIndex::readRange(const NodeClient &node, const BlockMark &tip, std::uint64_t &blocks,
                                    base::TaskContext &context)
{
    const auto head = m_store->head();
    if (!head)
        return fail(head.error());
    const auto from = *head ? (*head)->number + 1 : m_start;
    const auto last = from + std::min(blocks, tip.number - from + 1) - 1;
    const auto logs = node.logs(m_contracts.contributions.filter(u"Opened"_s, {}, from, last), context);
    if (!logs)
        return fail(logs.error());
    BlockPlace to{tip.number, tip.hash};
    if (last != tip.number) {
        const auto block = node.blockByNumber(last, context);
        if (!block)
            return fail(block.error());
        to = {last, block->hash};
    }
    const auto openings = openingsIn(*logs, m_contracts.contributions, from, to);
    if (!openings)
        return fail(openings.error());
    if (auto added = m_store->append(*head, *openings, to); !added)
        return added;
    // As many blocks as would have brought the number of openings aimed at, changing gently.
    const auto read = last - from + 1;
    const auto fitting = read * m_options.openingsAtOnce / std::max<std::size_t>(openings->size(), 1);
    blocks = std::clamp<std::uint64_t>(fitting, 1, std::min(blocks * 4, m_options.mostBlocks));
    return {};
}

Status ContributionIndex::followWith(const NodeClient &node, const BlockMark &tip, base::TaskContext &context)
{
    if (auto aligned = align(node, tip, context); !aligned)
        return aligned;
    std::uint64_t blocks = std::max<std::uint64_t>(m_options.firstBlocks, 1);
    std::uint64_t ceiling = m_options.mostBlocks; // what the server bears, as far as it is known
    int unanswered = 0;
    std::optional<std::uint64_t> begun;
    for (;;) {
        if (context.cancelled())
            return base::cancelled();
        const auto head = m_store->head();
        if (!head)
            return fail(head.error());
        const auto next = *head ? (*head)->number + 1 : m_start;
        if (!begun)
            begun = next;
        if (next > tip.number)
            return {};
        context.progress(static_cast<std::int64_t>(next - *begun), static_cast<std::int64_t>(tip.number - *begun + 1));
        blocks = std::min({blocks, ceiling, tip.number - next + 1});
        const auto asked = blocks;
        const auto done = readRange(node, tip, blocks, context);
        if (done) {
            unanswered = 0;
            ceiling = std::min(m_options.mostBlocks, ceiling + ceiling / 16 + 1);
            continue;
        }
        unanswered = done.error().kind == ErrorKind::Network ? unanswered + 1 : 0;
        if (asked == 1 || unanswered > kUnanswered || !mayBeTooMuch(done.error()))
            return done;
        blocks = ceiling = asked / 2;
    }
}

Status ContributionIndex::followAny(light::Snapshot &snapshot, base::TaskContext &context)
{
    const auto tip = snapshot.block();
    if (snapshot.level() <= light::Level::Unknown || tip.number >= kMostBlock)
        return {};
    const auto head = m_store->head();
    if (!head)
        return fail(head.error());
    if (*head == BlockPlace{tip.number, tip.hash})
        return {};
    const auto lock = base::FileLock::wait(m_path + u".lock"_s, kLockPatience, context);
    if (!lock)
        return fail(lock.error());
    context.step(u"Following the contributions"_s);
    std::optional<base::Error> first;
    for (const auto &node : m_network->nodes()) {
        const auto done = followWith(node, tip, context);
        if (done || !isServersFault(done.error()))
            return done;
        if (done.error().kind == ErrorKind::Invalid)
            m_network->accuse(node, u"sent events that were not asked for"_s, done.error().what);
        if (!first)
            first = done.error();
    }
    return fail(*first);
}

Result<ContributionIndex::Repaired> ContributionIndex::repairWith(const NodeClient &node, const BlockMark &tip,
                                                                  const OpeningList &list, const Collection &kept,
                                                                  base::TaskContext &context)
{
    const auto readFrom = [&](const std::optional<BlockPlace> &point) -> Result<bool> {
        if (auto back = point ? m_store->rollBack(*point) : m_store->clear(); !back)
            return fail(back.error());
        if (auto done = followWith(node, tip, context); !done)
            return fail(done.error());
        const auto own = m_store->collection(list, tip.number);
        return own ? Result<bool>(*own == kept) : Result<bool>(fail(own.error()));
    };
    const auto check = m_store->check(list);
    const auto blocks = m_store->blocks();
    if (!check || !blocks)
        return fail(!check ? check.error() : blocks.error());
    // The last blocks first: a server that lagged behind is much more frequent than one that lies.
    const auto older = std::ranges::find_if(
        *blocks, [&](const BlockPlace &block) { return block.number + kRecentBlocks <= tip.number; });
    if (older != blocks->end() && (!check->matched || older->number > check->matched->number)) {
        const auto fits = readFrom(*older);
        if (!fits || *fits)
            return fits ? Result<Repaired>(Repaired::Fits) : Result<Repaired>(fail(fits.error()));
    }
    if (m_network->clock().now().toSecsSinceEpoch() - check->refusedAt <= kPatience)
        return Repaired::Unclear;
    const auto fits = readFrom(check->matched && check->matched->number < tip.number ? check->matched : std::nullopt);
    if (!fits)
        return fail(fits.error());
    return *fits ? Repaired::Fits : Repaired::ServersFault;
}

Result<bool> ContributionIndex::repair(const BlockMark &tip, const OpeningList &list, const Collection &kept,
                                       base::TaskContext &context)
{
    const auto lock = base::FileLock::wait(m_path + u".lock"_s, kLockPatience, context);
    if (!lock)
        return fail(lock.error());
    // Another process may have done it meanwhile.
    auto own = m_store->collection(list, tip.number);
    if (!own || *own == kept)
        return own ? Result<bool>(true) : Result<bool>(fail(own.error()));
    context.step(u"Following the contributions"_s);
    std::optional<base::Error> unreached;
    bool someoneAnswered = false;
    bool someoneLied = false;
    for (const auto &node : m_network->nodes()) {
        const auto repaired = repairWith(node, tip, list, kept, context);
        if (!repaired && !isServersFault(repaired.error()))
            return fail(repaired.error());
        if (!repaired) {
            unreached = repaired.error();
            continue;
        }
        someoneAnswered = true;
        if (*repaired == Repaired::Fits)
            return true;
        if (*repaired == Repaired::Unclear)
            continue;
        someoneLied = true;
        own = m_store->collection(list, tip.number);
        m_network->accuse(
            node, u"hid, invented or reordered contributions"_s,
            u"at block %1 its list has %2 of the %3 entries that the chain keeps, or others"_s.arg(tip.number)
                .arg(own ? own->count : 0)
                .arg(kept.count));
    }
    if (!someoneAnswered)
        return fail(*unreached);
    if (!someoneLied)
        return false;
    auto check = m_store->check(list);
    if (!check)
        return fail(check.error());
    check->refusedAt = m_network->clock().now().toSecsSinceEpoch();
    if (auto set = m_store->setCheck(list, *check); !set)
        return fail(set.error());
    return false;
}

Result<ContributionIndex::Page> ContributionIndex::readPage(light::Snapshot &snapshot, const OpeningList &list,
                                                            std::uint64_t before, std::size_t limit,
                                                            base::TaskContext &context)
{
    const auto *datanet = std::get_if<std::uint64_t>(&list);
    const auto kept = snapshot.read(datanet ? m_contracts.contributions.ofDatanet(*datanet)
                                            : m_contracts.contributions.ofContributor(std::get<base::Address>(list)),
                                    context);
    if (!kept)
        return fail(kept.error());
    Page page{kept->map([](const Collection &value) { return value.count; }), {}};
    const auto tip = snapshot.block();
    // The chain proves an empty list without anybody's help.
    if (kept->hasValue() && kept->value().count == 0)
        return page;
    if (auto followed = followAny(snapshot, context); !followed)
        return fail(followed.error());
    const auto own = m_store->collection(list, tip.number);
    if (!own)
        return fail(own.error());
    if (kept->hasValue()) {
        bool matches = *own == kept->value();
        if (!matches) {
            const auto repaired = repair(tip, list, kept->value(), context);
            if (!repaired)
                return fail(repaired.error());
            matches = *repaired;
        }
        if (matches) {
            page.count = page.count.explained(
                {u"the list has as many entries, and they add up to the value kept on chain"_s, std::nullopt});
            // Where to go back to, should it ever not match: it need not be the very last block.
            const auto check = m_store->check(list);
            if (check && (!check->matched || check->matched->number + kRecentBlocks <= tip.number))
                (void)m_store->setCheck(list, {BlockPlace{tip.number, tip.hash}, 0});
        } else {
            const auto now = m_store->collection(list, tip.number);
            auto steps = kept->steps();
            steps.push_back(
                {u"a server gave a list of %1 that does not add up to the %2 kept on chain"_s.arg(now ? now->count : 0)
                     .arg(kept->value().count),
                 std::nullopt});
            page.count = Proven<std::uint64_t>::mismatch(kept->block(), std::move(steps));
        }
    }
    auto entries = m_store->page(list, tip.number, before, limit);
    if (!entries)
        return fail(entries.error());
    page.entries = std::move(*entries);
    return page;
}

Result<bool> ContributionIndex::mended(const base::Error &error, base::TaskContext &context)
{
    if (error.kind != ErrorKind::Corrupt)
        return false;
    const auto lock = base::FileLock::wait(m_path + u".lock"_s, kLockPatience, context);
    if (!lock)
        return fail(lock.error());
    m_store.reset();
    for (const auto *end : {"", "-wal", "-shm"}) {
        if (auto removed = base::files::removeFile(m_path + QLatin1String(end)); !removed)
            return fail(removed.error());
    }
    auto store = openAlone(m_path, context);
    if (!store)
        return fail(store.error());
    m_store.emplace(std::move(*store));
    return true;
}

Status ContributionIndex::follow(light::Snapshot &snapshot, base::TaskContext &context)
{
    auto done = followAny(snapshot, context);
    if (!done) {
        const auto again = mended(done.error(), context);
        if (!again)
            return fail(again.error());
        if (*again)
            done = followAny(snapshot, context);
    }
    return done ? done : Status(fail(saidOfServers(done.error())));
}

Result<ContributionIndex::Page> ContributionIndex::page(light::Snapshot &snapshot, const OpeningList &list,
                                                        std::uint64_t before, std::size_t limit,
                                                        base::TaskContext &context)
{
    auto page = readPage(snapshot, list, before, limit, context);
    if (!page) {
        const auto again = mended(page.error(), context);
        if (!again)
            return fail(again.error());
        if (*again)
            page = readPage(snapshot, list, before, limit, context);
    }
    return page ? page : Result<Page>(fail(saidOfServers(page.error())));
}

} // namespace datanet::sync
