#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace datanet::base {

// zstd frames of known size. A Compressor keeps the library's working memory between calls: one per thread.
class Compressor
{
public:
    explicit Compressor(int level = 3);
    ~Compressor();
    Compressor(Compressor &&) noexcept;
    Compressor &operator=(Compressor &&) noexcept;

    // One frame holding the bytes, with its content size in the header and a checksum behind it.
    [[nodiscard]] Bytes compress(ByteView bytes);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Corrupt when damaged, without a stated size, or when the stated size is above maximum: refused before allocation.
class Decompressor
{
public:
    Decompressor();
    ~Decompressor();
    Decompressor(Decompressor &&) noexcept;
    Decompressor &operator=(Decompressor &&) noexcept;

    [[nodiscard]] Result<Bytes> decompress(ByteView frame, std::int64_t maximum);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Turns a .gz or .zst stream into plain bytes piece by piece, in constant memory; anything else passes unchanged.
class StreamInflater
{
public:
    StreamInflater();
    ~StreamInflater();

    // Feeds the next piece of input; hands every piece of output to sink. Corrupt on damage, after everything that was
    // unpacked before it.
    Status feed(ByteView piece, const std::function<Status(ByteView)> &sink);
    // To be called once after the last piece: hands out what is left; Corrupt when a frame stops in the middle.
    Status finish(const std::function<Status(ByteView)> &sink);

    // Bytes of input taken in so far: after damage, about where it is.
    [[nodiscard]] std::int64_t position() const;
    // After damage: all of a frame came out, but its checksum is wrong or something else stands behind it.
    [[nodiscard]] bool isWhole() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace datanet::base
