#include "benchmarks/bench.h"
#include "support/many_contributions.h"
#include "sync/contribution_index.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>

// Follows real contributions on a real node (anvil) and prints JSON lines: the first index, its proof, what is new, and
// beside each the node's own time for the same events (eth_getLogs, the answer thrown away), below which nobody can
// come.
//   bench_index [contributions=100000] [of a block=2000] [new blocks, of 1000=10]
using namespace datanet;
using namespace datanet::bench;
using namespace Qt::StringLiterals;

namespace {

constexpr int kContributors = 20;
constexpr int kDatanets = 10;
constexpr int kNew = 1000; // of a new block

// Reads the events of some blocks and does nothing with them.
double nodeAlone(test::ManyContributions &chain, std::uint64_t from, std::uint64_t to, std::uint64_t atOnce)
{
    const auto filter = chain.contracts().contributions.filter(u"Opened"_s);
    base::Unwatched context;
    Stopwatch watch;
    for (std::uint64_t block = from; block <= to; block += atOnce) {
        const auto hex = [](std::uint64_t number) { return base::Uint256(number).toHexQuantity(); };
        const QJsonObject asked{{u"address"_s, filter.address.hex()},
                                {u"topics"_s, QJsonArray{filter.topics.front()->hex()}},
                                {u"fromBlock"_s, hex(block)},
                                {u"toBlock"_s, hex(std::min(block + atOnce - 1, to))}};
        const QJsonObject request{
            {u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, 1}, {u"method"_s, u"eth_getLogs"_s}, {u"params"_s, QJsonArray{asked}}};
        need(chain.transport().post(chain.url(), QJsonDocument(request).toJson(QJsonDocument::Compact), context),
             "eth_getLogs");
    }
    return watch.seconds();
}

// Every list of every datanet and contributor is what the chain keeps.
std::uint64_t proveAll(sync::ContributionIndex &index, light::Snapshot &snapshot, const test::ManyContributions &chain)
{
    base::Unwatched context;
    const auto contracts = chain.contracts();
    std::vector<chain::StorageFact<chain::Collection>> lists;
    for (std::uint64_t datanet = 1; datanet <= kDatanets; ++datanet)
        lists.push_back(contracts.contributions.ofDatanet(datanet));
    for (const auto &contributor : chain.contributors())
        lists.push_back(contracts.contributions.ofContributor(contributor));
    // One request for all; anvil builds the whole trie anew for each.
    need(snapshot.readAll(lists, context), "proof");
    std::uint64_t sum = 0;
    const auto count = [&](const sync::OpeningList &list) {
        const auto page = need(index.page(snapshot, list, 0, 1, context), "page");
        if (!page.count.hasValue()) {
            std::fprintf(stderr, "a list does not match the chain\n");
            std::exit(1);
        }
        return page.count.value();
    };
    for (std::uint64_t datanet = 1; datanet <= kDatanets; ++datanet)
        sum += count(datanet);
    for (const auto &contributor : chain.contributors())
        sum += count(contributor);
    return sum / 2;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto argument = [&](int place, int otherwise) { return argc > place ? std::atoi(argv[place]) : otherwise; };
    const int contributions = argument(1, 100'000);
    const int ofABlock = argument(2, 2000);
    const int newBlocks = argument(3, 10);
    base::Unwatched context;

    test::ManyContributions chain(kContributors, kDatanets,
                                  {u"--hardfork"_s, u"prague"_s, u"--gas-limit"_s, u"10000000000"_s,
                                   u"--prune-history"_s, u"2"_s, u"--balance"_s, u"1000000000"_s,
                                   u"--no-request-size-limit"_s});
    int block = 0;
    const auto contribute = [&](int number) {
        chain.contribute(std::size_t(block % kContributors), std::uint64_t(block % kDatanets + 1), number);
        ++block;
    };
    {
        const Stopwatch watch;
        for (int made = 0; made < contributions; made += ofABlock)
            contribute(std::min(ofABlock, contributions - made));
        report("contributions made on the node", contributions, watch);
    }

    QTemporaryDir home;
    const auto network = chain.network(home.path());
    auto snapshot = need(network->latest(context), "latest");
    const auto atOnce = std::max<std::uint64_t>(2000 / std::uint64_t(ofABlock), 1);
    const double alone = nodeAlone(chain, 0, snapshot.block().number, atOnce);
    {
        auto index = need(sync::ContributionIndex::open(*network, context), "open");
        const Stopwatch watch;
        need(index.follow(snapshot, context), "follow");
        report("first index", contributions, watch, 60);
        report("first index, contributions a second", double(contributions) / watch.seconds(), "1/s");
        compare("first index beside the node's own time", watch.seconds(), "eth_getLogs alone", alone);
        const Stopwatch proof;
        const auto proven = proveAll(index, snapshot, chain);
        report("every list proven complete", std::int64_t(proven), proof);
    }
    {
        const Stopwatch watch;
        auto index = need(sync::ContributionIndex::open(*network, context), "open");
        need(index.follow(snapshot, context), "follow");
        need(index.store().page(std::uint64_t(1), snapshot.block().number, 0, 50), "page");
        report("opened again, newest 50 of a list", 50, watch);
    }
    {
        double following = 0;
        double node = 0;
        double proving = 0;
        double listing = 0;
        for (int i = 0; i < newBlocks; ++i) {
            contribute(kNew);
            auto newest = need(network->latest(context), "latest");
            auto index = need(sync::ContributionIndex::open(*network, context), "open");
            const Stopwatch follow;
            need(index.follow(newest, context), "follow");
            following += follow.seconds();
            const std::uint64_t datanet = std::uint64_t((block - 1) % kDatanets + 1);
            const Stopwatch proof;
            need(newest.read(chain.contracts().contributions.ofDatanet(datanet), context), "proof");
            proving += proof.seconds();
            const Stopwatch list;
            const auto page = need(index.page(newest, datanet, 0, 50, context), "page");
            listing += list.seconds();
            if (!page.count.hasValue())
                return 1;
            node += nodeAlone(chain, newest.block().number, newest.block().number, 1);
        }
        report("new ones followed, a second", double(newBlocks) * kNew / following, "1/s", 1000);
        compare("new ones beside the node's own time", following, "eth_getLogs alone", node);
        report("newest 50 of a list, checked against its slot", listing / newBlocks, "s");
        report("the node's proof of that slot", proving / newBlocks, "s");
    }
    qint64 bytes = 0;
    for (const auto &file : QDir(home.path() + u"/index"_s).entryInfoList(QDir::Files))
        bytes += file.size();
    report("index on disk", double(bytes) / 1e6, "MB");
    return 0;
}
