#pragma once

#include "base/bytes.h"

#include <memory>

// Digests. Any thread; a digest object belongs to one thread at a time. None of these can fail: a broken digest
// library stops the program, because going on would write wrong ids.
namespace datanet::crypto {

using Sha1Digest = base::FixedBytes<20>; // git object ids

[[nodiscard]] base::Digest sha256(base::ByteView bytes);
// Keccak-256 as Ethereum uses it, which is not NIST's SHA3-256: the padding differs.
[[nodiscard]] base::Digest keccak256(base::ByteView bytes);
[[nodiscard]] Sha1Digest sha1(base::ByteView bytes);

namespace detail {
struct DigestState;
struct FreeDigestState
{
    void operator()(DigestState *state) const noexcept;
};
} // namespace detail

// SHA-256 of bytes that arrive in pieces. finish() gives the digest and leaves the object ready for the next message,
// so that one object digests millions of small records without allocating.
class Sha256
{
public:
    Sha256();

    void update(base::ByteView piece);
    [[nodiscard]] base::Digest finish();

private:
    std::unique_ptr<detail::DigestState, detail::FreeDigestState> m_state;
};

// The same for SHA-1, for git's object ids only: it must not protect anything.
class Sha1
{
public:
    Sha1();

    void update(base::ByteView piece);
    [[nodiscard]] Sha1Digest finish();

private:
    std::unique_ptr<detail::DigestState, detail::FreeDigestState> m_state;
};

} // namespace datanet::crypto
