#include "sync/practice_node.h"

#include "base/compression.h"
#include "base/files.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTcpServer>
#include <QThread>

#include <algorithm>

namespace datanet::sync {

using namespace Qt::StringLiterals;
using base::Bytes;
using base::ErrorKind;
using base::fail;
using base::Status;

namespace {

constexpr int kStartAttempts = 200; // of 50 ms
constexpr qint64 kMaxPlainState = 2LL << 30;

chain::HttpTransport::Options transportOptions()
{
    chain::HttpTransport::Options options;
    options.timeout = std::chrono::milliseconds(60000);
    options.maxAnswer = 2 * NodeSnapshots::kMaxState + 4096; // a state in hexadecimal digits
    return options;
}

std::uint64_t quantity(const QJsonValue &value)
{
    const auto number = base::Uint256::fromHexQuantity(value.toString());
    return number ? number->toUint64().value_or(0) : 0;
}

// What anvil reads from a file is what it dumps, unpacked.
Status unpack(const Bytes &state, const QString &path)
{
    Bytes plain;
    base::StreamInflater inflater;
    const auto keep = [&plain](base::ByteView piece) -> Status {
        if (plain.size() + piece.size() > kMaxPlainState)
            return fail(ErrorKind::Corrupt, u"the snapshot unpacks to more than it may"_s);
        plain.append(piece.data(), piece.size());
        return {};
    };
    if (const auto fed = inflater.feed(state, keep); !fed)
        return fed;
    if (const auto finished = inflater.finish(keep); !finished)
        return finished;
    return base::files::writePrivately(path, plain);
}

} // namespace

bool isFreePort(int port)
{
    QTcpServer probe;
    return port > 0 && port < 65536 && probe.listen(QHostAddress::LocalHost, static_cast<quint16>(port));
}

int freePort()
{
    for (int attempt = 0; attempt < 100; ++attempt)
        if (const int port = QRandomGenerator::system()->bounded(20000, 32000); isFreePort(port))
            return port;
    return 0;
}

PracticeNode::PracticeNode(Options options)
    : m_options(std::move(options)), m_snapshots(m_options.folder), m_transport(transportOptions())
{
}

base::Result<std::unique_ptr<PracticeNode>> PracticeNode::start(Options options, base::TaskContext &context)
{
    if (const auto made = base::files::makeFolder(options.folder); !made)
        return fail(made.error());
    std::unique_ptr<PracticeNode> node(new PracticeNode(std::move(options)));
    if (const auto started = node->restart(context); !started)
        return fail(started.error());
    return node;
}

Status PracticeNode::restart(base::TaskContext &context)
{
    stop();
    m_problems.clear();
    m_continued = false;
    const auto snapshots = m_snapshots.load(&m_problems);
    if (snapshots.empty()) {
        if (!m_problems.isEmpty())
            return fail(ErrorKind::Corrupt, u"no state of the practice chain is whole: "_s + m_problems.join(u"; "_s),
                        u"begin a new one: datanet practice reset"_s);
        return launch(std::nullopt, context);
    }
    Status launched;
    for (const auto &snapshot : snapshots) {
        launched = launch(snapshot.state, context);
        if (launched) {
            m_continued = true;
            return {};
        }
        if (launched.error().kind == ErrorKind::Cancelled)
            return launched;
        m_problems << u"snapshot %1 could not be loaded: "_s.arg(snapshot.number) + launched.error().what;
    }
    return launched;
}

// Anvil makes block 0 anew at every start, also of a loaded chain: only with the same time is it the same block.
base::Result<qint64> PracticeNode::genesisTime(bool begins) const
{
    const QString path = m_options.folder + u"/genesis-time"_s;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    if (begins)
        if (const auto written = base::files::writeAtomically(path, Bytes::number(now)); !written)
            return fail(written.error());
    const auto text = base::files::read(path, 32);
    if (!text)
        return fail(text.error());
    bool good = false;
    const qint64 time = text->trimmed().toLongLong(&good);
    if (!good || time <= 0)
        return fail(ErrorKind::Corrupt, path + u" is damaged"_s, u"begin a new chain: datanet practice reset"_s);
    return time;
}

Status PracticeNode::launch(const std::optional<Bytes> &state, base::TaskContext &context)
{
    const auto genesis = genesisTime(!state);
    if (!genesis)
        return fail(genesis.error());
    const QString loaded = m_options.folder + u"/loaded.json"_s;
    QStringList arguments{u"--host"_s,
                          u"127.0.0.1"_s,
                          u"--chain-id"_s,
                          QString::number(m_options.chainId),
                          u"--hardfork"_s,
                          u"prague"_s,
                          u"--accounts"_s,
                          u"0"_s,
                          u"--no-cors"_s,
                          u"--no-request-size-limit"_s,
                          u"--quiet"_s,
                          u"--prune-history"_s,
                          u"300"_s,
                          u"--timestamp"_s,
                          QString::number(*genesis),
                          u"--cache-path"_s,
                          QString(m_options.folder + u"/cache"_s)};
    if (state) {
        if (const auto unpacked = unpack(*state, loaded); !unpacked)
            return unpacked;
        arguments << u"--load-state"_s << loaded;
    }
    const int port = freePort();
    arguments << u"--port"_s << QString::number(port);
    auto process = ChildProcess::start(m_options.program, arguments, m_options.folder + u"/anvil.log"_s);
    if (!process)
        return fail(process.error());
    m_process = std::move(*process);
    m_url = QUrl(u"http://127.0.0.1:%1"_s.arg(port));
    m_rpc.emplace(m_url, m_transport);
    bool up = false;
    for (int attempt = 0; attempt < kStartAttempts && !up && m_process->isRunning(); ++attempt) {
        if (context.cancelled()) {
            stop();
            return base::cancelled();
        }
        const auto id = m_rpc->call(u"eth_chainId"_s, {}, context);
        up = id && quantity(*id) == m_options.chainId;
        if (!up)
            QThread::msleep(50);
    }
    if (const auto removed = base::files::removeFile(loaded); !removed)
        return removed;
    if (!up) {
        stop();
        return fail(ErrorKind::Io, u"the node did not start; its words are in "_s + m_options.folder + u"/anvil.log"_s);
    }
    // Its clock starts at the genesis time, and how far the chain was ahead of this computer's clock is forgotten.
    const auto newest = head(context);
    if (!newest)
        return fail(newest.error());
    const qint64 now = std::max(QDateTime::currentSecsSinceEpoch(), static_cast<qint64>(newest->time) + 1);
    const auto set = m_rpc->call(u"evm_setTime"_s, {now}, context);
    return set ? Status() : Status(fail(set.error()));
}

base::Result<PracticeNode::Head> PracticeNode::head(base::TaskContext &context) const
{
    const auto block = m_rpc->call(u"eth_getBlockByNumber"_s, {u"latest"_s, false}, context);
    if (!block)
        return fail(block.error());
    const QJsonObject fields = block->toObject();
    return Head{quantity(fields.value(u"number"_s)), quantity(fields.value(u"timestamp"_s))};
}

Status PracticeNode::snapshot(base::TaskContext &context)
{
    const auto state = m_rpc->call(u"anvil_dumpState"_s, {}, context);
    if (!state)
        return fail(state.error());
    const auto bytes = base::fromHex(state->toString());
    if (!bytes || bytes->isEmpty())
        return fail(ErrorKind::Network, u"the node did not hand out its state"_s);
    return m_snapshots.save(*bytes);
}

Status PracticeNode::mine(base::TaskContext &context)
{
    const auto mined = m_rpc->call(u"evm_mine"_s, {}, context);
    return mined ? Status() : Status(fail(mined.error()));
}

Status PracticeNode::advance(std::uint64_t seconds, base::TaskContext &context)
{
    if (seconds == 0 || seconds > 100ULL * 365 * 24 * 3600)
        return fail(ErrorKind::Invalid, u"time moves forward by 1 second to 100 years"_s);
    const auto moved = m_rpc->call(u"evm_increaseTime"_s, {static_cast<qint64>(seconds)}, context);
    if (!moved)
        return fail(moved.error());
    return mine(context);
}

Status PracticeNode::setBalance(const base::Address &account, const base::Uint256 &wei, base::TaskContext &context)
{
    const auto set = m_rpc->call(u"anvil_setBalance"_s, {account.hex(), wei.toHexQuantity()}, context);
    return set ? Status() : Status(fail(set.error()));
}

void PracticeNode::stop()
{
    if (m_process)
        m_process->end();
    m_process.reset();
}

} // namespace datanet::sync
