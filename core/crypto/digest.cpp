#include "crypto/digest.h"
#include "crypto/library_call.h"

#include <QCryptographicHash>

#include <openssl/evp.h>

namespace datanet::crypto {

namespace detail {

struct DigestState
{
    EVP_MD_CTX *context = nullptr;
};

void FreeDigestState::operator()(DigestState *state) const noexcept
{
    EVP_MD_CTX_free(state->context);
    delete state;
}

} // namespace detail

using detail::require;

namespace {

using StateHandle = std::unique_ptr<detail::DigestState, detail::FreeDigestState>;

// Fetching an algorithm costs more than digesting a record, so each is fetched once and kept until the program ends.
const EVP_MD *fetch(const char *name)
{
    EVP_MD *algorithm = EVP_MD_fetch(nullptr, name, nullptr);
    require(algorithm != nullptr);
    return algorithm;
}

const EVP_MD *sha256Algorithm()
{
    static const EVP_MD *const algorithm = fetch("SHA256");
    return algorithm;
}

const EVP_MD *sha1Algorithm()
{
    static const EVP_MD *const algorithm = fetch("SHA1");
    return algorithm;
}

StateHandle begin(const EVP_MD *algorithm)
{
    StateHandle state(new detail::DigestState);
    state->context = EVP_MD_CTX_new();
    require(state->context != nullptr && EVP_DigestInit_ex2(state->context, algorithm, nullptr) == 1);
    return state;
}

void feed(detail::DigestState &state, base::ByteView piece)
{
    require(EVP_DigestUpdate(state.context, piece.data(), static_cast<std::size_t>(piece.size())) == 1);
}

template <class Output>
Output end(detail::DigestState &state)
{
    Output output;
    unsigned length = 0;
    require(EVP_DigestFinal_ex(state.context, output.data(), &length) == 1 && length == Output::kSize);
    // Without an algorithm: the same one again, in the memory that is there.
    require(EVP_DigestInit_ex2(state.context, nullptr, nullptr) == 1);
    return output;
}

} // namespace

Sha256::Sha256() : m_state(begin(sha256Algorithm())) { }

void Sha256::update(base::ByteView piece)
{
    feed(*m_state, piece);
}

base::Digest Sha256::finish()
{
    return end<base::Digest>(*m_state);
}

Sha1::Sha1() : m_state(begin(sha1Algorithm())) { }

void Sha1::update(base::ByteView piece)
{
    feed(*m_state, piece);
}

Sha1Digest Sha1::finish()
{
    return end<Sha1Digest>(*m_state);
}

base::Digest sha256(base::ByteView bytes)
{
    thread_local Sha256 digest;
    digest.update(bytes);
    return digest.finish();
}

Sha1Digest sha1(base::ByteView bytes)
{
    thread_local Sha1 digest;
    digest.update(bytes);
    return digest.finish();
}

base::Digest keccak256(base::ByteView bytes)
{
    thread_local QCryptographicHash hash(QCryptographicHash::Keccak_256);
    hash.reset();
    hash.addData(bytes);
    const auto digest = base::Digest::from(hash.resultView());
    require(digest.has_value());
    return *digest;
}

} // namespace datanet::crypto
