#include "base/compression.h"

#include "base/owned.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace datanet::base {

using namespace Qt::StringLiterals;

struct Compressor::State
{
    Owned<ZSTD_CCtx, ZSTD_freeCCtx> context{ZSTD_createCCtx()};
};

Compressor::Compressor(int level) : m_state(std::make_unique<State>())
{
    ZSTD_CCtx_setParameter(m_state->context.get(), ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(m_state->context.get(), ZSTD_c_checksumFlag, 1);
}

Compressor::~Compressor() = default;
Compressor::Compressor(Compressor &&) noexcept = default;
Compressor &Compressor::operator=(Compressor &&) noexcept = default;

Bytes Compressor::compress(ByteView bytes)
{
    Bytes frame(static_cast<qsizetype>(ZSTD_compressBound(static_cast<std::size_t>(bytes.size()))), Qt::Uninitialized);
    const std::size_t size =
        ZSTD_compress2(m_state->context.get(), frame.data(), static_cast<std::size_t>(frame.size()), bytes.data(),
                       static_cast<std::size_t>(bytes.size()));
    // With compressBound() room the only failure left is memory.
    Q_ASSERT(!ZSTD_isError(size));
    frame.resize(static_cast<qsizetype>(size));
    return frame;
}

struct Decompressor::State
{
    Owned<ZSTD_DCtx, ZSTD_freeDCtx> context{ZSTD_createDCtx()};
};

Decompressor::Decompressor() : m_state(std::make_unique<State>()) { }
Decompressor::~Decompressor() = default;
Decompressor::Decompressor(Decompressor &&) noexcept = default;
Decompressor &Decompressor::operator=(Decompressor &&) noexcept = default;

Result<Bytes> Decompressor::decompress(ByteView frame, std::int64_t maximum)
{
    const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), static_cast<std::size_t>(frame.size()));
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN)
        return fail(ErrorKind::Corrupt, u"not a zstd frame with a stated size"_s);
    if (size > static_cast<unsigned long long>(maximum))
        return fail(ErrorKind::Corrupt,
                    u"a zstd frame would unpack to "_s + QString::number(size) + u" bytes, more than the "_s
                        + QString::number(maximum) + u" allowed"_s);
    Bytes bytes(static_cast<qsizetype>(size), Qt::Uninitialized);
    const std::size_t got = ZSTD_decompressDCtx(m_state->context.get(), bytes.data(), static_cast<std::size_t>(size),
                                                frame.data(), static_cast<std::size_t>(frame.size()));
    if (ZSTD_isError(got) || got != size)
        return fail(ErrorKind::Corrupt, u"damaged zstd frame"_s);
    return bytes;
}

struct StreamInflater::State
{
    enum class Kind { Unknown, Plain, Gzip, Zstd };
    static constexpr std::size_t kFrameHeader = 18; // of zstd, at most
    Kind kind = Kind::Unknown;
    Bytes start; // the first bytes, until there are enough to tell the kind
    bool inFrame = false;
    bool hadFrame = false; // a whole one
    bool whole = false;
    std::int64_t position = 0;
    std::size_t wanted = kFrameHeader; // input that a step of zstd is to get
    z_stream gzip{};
    Owned<ZSTD_DCtx, ZSTD_freeDCtx> zstd{ZSTD_createDCtx()};
    std::array<char, 1 << 17> buffer;

    ~State()
    {
        if (kind == Kind::Gzip)
            inflateEnd(&gzip);
    }
    Status inflateGzip(ByteView piece, const std::function<Status(ByteView)> &sink);
    Status damagedGzip(bool atStart);
    Status inflateZstd(ByteView piece, const std::function<Status(ByteView)> &sink);
};

StreamInflater::StreamInflater() : m_state(std::make_unique<State>()) { }
StreamInflater::~StreamInflater() = default;

Status StreamInflater::State::inflateGzip(ByteView piece, const std::function<Status(ByteView)> &sink)
{
    gzip.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(piece.data()));
    gzip.avail_in = static_cast<uInt>(piece.size());
    const std::int64_t before = position;
    // A full output buffer may hide more output behind consumed input, so input alone does not end the loop.
    bool more = true;
    while (gzip.avail_in > 0 || (inFrame && more)) {
        gzip.next_out = reinterpret_cast<Bytef *>(buffer.data());
        gzip.avail_out = static_cast<uInt>(buffer.size());
        const bool begins = !std::exchange(inFrame, true);
        const int code = inflate(&gzip, Z_NO_FLUSH);
        position = before + piece.size() - gzip.avail_in;
        more = gzip.avail_out == 0;
        const auto size = static_cast<qsizetype>(buffer.size() - gzip.avail_out);
        if (size > 0) {
            if (auto status = sink({buffer.data(), size}); !status)
                return status;
        }
        if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
            return damagedGzip(begins);
        if (code == Z_STREAM_END) { // gzip members may follow one another
            inFrame = false;
            hadFrame = true;
            inflateReset(&gzip);
        }
    }
    return {};
}

Status StreamInflater::State::damagedGzip(bool atStart)
{
    const bool checksum = gzip.msg != nullptr
        && (std::strstr(gzip.msg, "data check") != nullptr || std::strstr(gzip.msg, "length check") != nullptr);
    whole = checksum || (atStart && hadFrame);
    return fail(ErrorKind::Corrupt,
                !whole         ? u"damaged gzip data"_s
                    : checksum ? u"the checksum of the gzip data is wrong"_s
                               : u"something else stands behind the gzip data"_s);
}

Status StreamInflater::State::inflateZstd(ByteView piece, const std::function<Status(ByteView)> &sink)
{
    const std::int64_t before = position;
    ZSTD_inBuffer in{piece.data(), 0, 0};
    bool more = true;
    while (in.pos < static_cast<std::size_t>(piece.size()) || (inFrame && more)) {
        // A block at a time: the library drops what one call unpacked before it found damage.
        in.size = std::min(static_cast<std::size_t>(piece.size()), in.pos + wanted);
        ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
        const std::size_t code = ZSTD_decompressStream(zstd.get(), &out, &in);
        position = before + static_cast<std::int64_t>(in.pos);
        if (ZSTD_isError(code)) {
            const bool checksum = ZSTD_getErrorCode(code) == ZSTD_error_checksum_wrong;
            whole = checksum || (!inFrame && hadFrame);
            return fail(ErrorKind::Corrupt,
                        !whole         ? u"damaged zstd data"_s
                            : checksum ? u"the checksum of the zstd data is wrong"_s
                                       : u"something else stands behind the zstd data"_s);
        }
        inFrame = code != 0;
        hadFrame = hadFrame || code == 0;
        wanted = code == 0 ? kFrameHeader : code;
        more = out.pos == out.size;
        if (out.pos > 0) {
            if (auto status = sink({buffer.data(), static_cast<qsizetype>(out.pos)}); !status)
                return status;
        }
    }
    return {};
}

Status StreamInflater::feed(ByteView piece, const std::function<Status(ByteView)> &sink)
{
    State &state = *m_state;
    Bytes joined;
    if (state.kind == State::Kind::Unknown) {
        state.start.append(piece.data(), piece.size());
        if (state.start.size() < 4)
            return {};
        joined = std::exchange(state.start, {});
        piece = joined;
        if (joined.startsWith("\x1f\x8b")) {
            state.kind = State::Kind::Gzip;
            inflateInit2(&state.gzip, 15 + 16);
        } else if (joined.startsWith("\x28\xb5\x2f\xfd")) {
            state.kind = State::Kind::Zstd;
            // 128 MiB: a hostile frame may ask for gigabytes of window.
            ZSTD_DCtx_setParameter(state.zstd.get(), ZSTD_d_windowLogMax, 27);
        } else {
            state.kind = State::Kind::Plain;
        }
    }
    switch (state.kind) {
    case State::Kind::Gzip:
        return state.inflateGzip(piece, sink);
    case State::Kind::Zstd:
        return state.inflateZstd(piece, sink);
    case State::Kind::Plain:
    case State::Kind::Unknown:
        break;
    }
    state.position += piece.size();
    return sink(piece);
}

Status StreamInflater::finish(const std::function<Status(ByteView)> &sink)
{
    if (m_state->kind == State::Kind::Unknown && !m_state->start.isEmpty())
        return sink(std::exchange(m_state->start, {})); // too short to be compressed
    if (m_state->inFrame)
        return fail(ErrorKind::Corrupt, u"the compressed data stops in the middle"_s,
                    u"fetch or compress the file again"_s);
    return {};
}

std::int64_t StreamInflater::position() const
{
    return m_state->position;
}

bool StreamInflater::isWhole() const
{
    return m_state->whole;
}

} // namespace datanet::base
