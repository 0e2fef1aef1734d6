#include "rewards/inference_log.h"

#include "chain/bindings/types.h"
#include "crypto/merkle_tree.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace datanet::rewards {

using namespace Qt::StringLiterals;

namespace {

struct LinePlace
{
    base::Address payer;
    std::uint32_t length = 0;
    std::uint64_t nonce = 0;
    std::int64_t offset = 0;
    std::uint64_t line = 0;
};

QString atLine(std::uint64_t line)
{
    return u"line "_s + QString::number(line);
}

class OpenFile
{
public:
    explicit OpenFile(const QString &path) : m_file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC))
    {
    }
    ~OpenFile()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;

    [[nodiscard]] bool isOpen() const { return m_file >= 0; }
    // Fewer bytes than asked for at the end of the file; -1 when the system fails.
    [[nodiscard]] qsizetype readAt(std::int64_t offset, char *bytes, qsizetype size) const
    {
        qsizetype done = 0;
        while (done < size) {
            const ssize_t got = ::pread(m_file, bytes + done, static_cast<std::size_t>(size - done), offset + done);
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return -1;
            if (got == 0)
                break;
            done += got;
        }
        return done;
    }

private:
    int m_file;
};

} // namespace

struct InferenceLog::State
{
    explicit State(const QString &where) : path(where), file(where) { }

    base::Status index(base::TaskContext &task);
    base::Status addLine(base::ByteView line, std::int64_t offset);
    base::Status checkChains(const crypto::TypedDomain &domain, base::TaskContext &task);
    base::Status finishPayer(const crypto::TypedDomain &domain, const LoggedAnswer &last, std::uint64_t first,
                             std::uint64_t index);
    [[nodiscard]] base::Result<LoggedAnswer> read(const LinePlace &place) const;

    QString path;
    OpenFile file;
    std::vector<LinePlace> places;
    std::uint64_t lines = 0;
    LogSummary summary;
};

base::Status InferenceLog::State::addLine(base::ByteView line, std::int64_t offset)
{
    ++lines;
    if (line.isEmpty())
        return {};
    if (places.size() >= kMaximumAnswers)
        return base::fail(base::ErrorKind::Invalid,
                          u"more than "_s + QString::number(kMaximumAnswers) + u" answers in one log"_s);
    const auto answer = LoggedAnswer::fromLine(line);
    if (!answer)
        return base::fail(answer.error().within(atLine(lines)));
    places.push_back(
        {answer->receipt.payer, static_cast<std::uint32_t>(line.size()), answer->receipt.nonce, offset, lines});
    return {};
}

base::Status InferenceLog::State::index(base::TaskContext &task)
{
    constexpr qsizetype kPiece = 1 << 20;
    base::Bytes piece(kPiece, Qt::Uninitialized);
    base::Bytes rest; // the start of a line whose end has not come
    std::int64_t offset = 0; // of what is read next
    for (;;) {
        if (task.cancelled())
            return base::cancelled();
        const qsizetype got = file.readAt(offset, piece.data(), kPiece);
        if (got < 0)
            return base::fail(base::ErrorKind::Io, u"cannot read "_s + path);
        if (got == 0)
            break;
        qsizetype start = 0;
        while (start < got) {
            const qsizetype end = piece.indexOf('\n', start);
            const bool whole = end >= 0 && end < got;
            const base::ByteView part = base::ByteView(piece).sliced(start, (whole ? end : got) - start);
            if (rest.size() + part.size() > kMaximumLogLine) {
                return base::fail(base::ErrorKind::Invalid,
                                  atLine(lines + 1) + u": longer than "_s + QString::number(kMaximumLogLine)
                                      + u" bytes"_s);
            }
            const std::int64_t lineOffset = offset + start - rest.size();
            rest.append(part);
            start += part.size() + 1;
            if (!whole)
                break;
            if (const auto added = addLine(rest, lineOffset); !added)
                return added;
            rest.clear();
        }
        offset += got;
    }
    return rest.isEmpty() ? base::Status() : addLine(rest, offset - rest.size());
}

base::Result<LoggedAnswer> InferenceLog::State::read(const LinePlace &place) const
{
    base::Bytes line(static_cast<qsizetype>(place.length), Qt::Uninitialized);
    const bool there = file.readAt(place.offset, line.data(), line.size()) == line.size();
    auto answer = there ? LoggedAnswer::fromLine(line) : base::Result<LoggedAnswer>(base::cancelled());
    if (!answer || answer->receipt.payer != place.payer || answer->receipt.nonce != place.nonce) {
        return base::fail(base::ErrorKind::Conflict,
                          path + u' ' + atLine(place.line) + u": changed while it was read"_s,
                          u"start again when nobody writes to the log"_s);
    }
    return answer;
}

base::Status InferenceLog::State::finishPayer(const crypto::TypedDomain &domain, const LoggedAnswer &last,
                                              std::uint64_t first, std::uint64_t index)
{
    // The last signature covers the whole chain. A contract wallet's can be checked on chain only, where settling did.
    if (last.signature.size() == 65 || last.signature.isEmpty()) {
        if (const auto good = verifyReceipt(domain, last.receipt, last.signature); !good)
            return base::fail(good.error().within(atLine(places[index].line)));
    }
    const Receipt &receipt = last.receipt;
    const chain::Charge charge{receipt.model, receipt.epoch,  receipt.payer,        first,
                               receipt.nonce, receipt.hash(), receipt.cumulativeFee};
    const auto fees = summary.fees.plus(charge.fee);
    if (!fees || !fitsReceipt(*fees))
        return base::fail(base::ErrorKind::Invalid, u"the fees add up to more than 2^128 - 1 wei"_s);
    summary.fees = *fees;
    summary.chargesAcc = chain::accumulated(summary.chargesAcc, charge.hash());
    summary.charges.push_back(charge);
    return {};
}

base::Status InferenceLog::State::checkChains(const crypto::TypedDomain &domain, base::TaskContext &task)
{
    std::sort(places.begin(), places.end(), [](const LinePlace &left, const LinePlace &right) {
        return std::tie(left.payer, left.nonce, left.line) < std::tie(right.payer, right.nonce, right.line);
    });
    crypto::MerkleAccumulator tree(crypto::MerkleKind::Inference);
    std::vector<std::pair<base::Bytes32, std::uint64_t>> ids; // with the line, to find one that is there twice
    ids.reserve(places.size());
    std::optional<LoggedAnswer> last;
    std::uint64_t first = 0;
    for (std::uint64_t index = 0; index < places.size(); ++index) {
        if (task.cancelled())
            return base::cancelled();
        task.progress(static_cast<std::int64_t>(index), static_cast<std::int64_t>(places.size()));
        const LinePlace &place = places[index];
        auto answer = read(place);
        if (!answer)
            return base::fail(answer.error());
        const bool sameLog =
            !last || (last->receipt.model == answer->receipt.model && last->receipt.epoch == answer->receipt.epoch);
        if (!sameLog)
            return base::fail(base::ErrorKind::Invalid, atLine(place.line) + u": of another model or epoch"_s);
        const bool samePayer = last && last->receipt.payer == answer->receipt.payer;
        if (last && !samePayer) {
            if (const auto finished = finishPayer(domain, *last, first, index - 1); !finished)
                return finished;
        }
        if (!samePayer)
            first = index;
        if (const auto follows = followsReceipt(answer->receipt, samePayer ? &last->receipt : nullptr); !follows)
            return base::fail(follows.error().within(atLine(place.line)));
        tree.append(answer->receipt.hash());
        ids.emplace_back(answer->receipt.inference, place.line);
        last = std::move(*answer);
    }
    if (last) {
        if (const auto finished = finishPayer(domain, *last, first, places.size() - 1); !finished)
            return finished;
    }
    std::sort(ids.begin(), ids.end());
    const auto twice = std::adjacent_find(
        ids.begin(), ids.end(), [](const auto &left, const auto &right) { return left.first == right.first; });
    if (twice != ids.end()) {
        return base::fail(base::ErrorKind::Invalid,
                          atLine((twice + 1)->second) + u": the same id as on "_s + atLine(twice->second));
    }
    summary.count = places.size();
    summary.root = tree.root();
    return {};
}

base::Result<InferenceLog> InferenceLog::open(const QString &path, const crypto::TypedDomain &domain,
                                              base::TaskContext &task)
{
    auto state = std::make_unique<State>(path);
    if (!state->file.isOpen()) {
        const int code = errno;
        return base::fail(code == ENOENT ? base::ErrorKind::NotFound : base::ErrorKind::Io,
                          u"cannot read the log "_s + path + u": "_s + QString::fromLocal8Bit(std::strerror(code)));
    }
    task.step(u"Reading the log"_s);
    auto good = state->index(task);
    if (good)
        good = state->checkChains(domain, task);
    if (!good)
        return base::fail(good.error().kind == base::ErrorKind::Cancelled ? good.error() : good.error().within(path));
    return InferenceLog(std::move(state));
}

InferenceLog::InferenceLog(std::unique_ptr<State> state) : m_state(std::move(state)) { }
InferenceLog::InferenceLog(InferenceLog &&) noexcept = default;
InferenceLog &InferenceLog::operator=(InferenceLog &&) noexcept = default;
InferenceLog::~InferenceLog() = default;

std::uint64_t InferenceLog::count() const
{
    return m_state->places.size();
}

const LogSummary &InferenceLog::summary() const
{
    return m_state->summary;
}

std::uint64_t InferenceLog::lineOf(std::uint64_t index) const
{
    return m_state->places[index].line;
}

QString InferenceLog::path() const
{
    return m_state->path;
}

base::Result<LoggedAnswer> InferenceLog::at(std::uint64_t index) const
{
    if (index >= count())
        return base::fail(base::ErrorKind::Invalid, u"the log has no answer "_s + QString::number(index));
    return m_state->read(m_state->places[index]);
}

} // namespace datanet::rewards
