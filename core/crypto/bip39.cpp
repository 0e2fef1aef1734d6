#include "crypto/bip39.h"

#include "crypto/bip39_words.h"
#include "crypto/derivation.h"
#include "crypto/digest.h"
#include "crypto/random.h"

#include <algorithm>

namespace datanet::crypto {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMaximumTyped = 1024; // 24 words of at most 8 letters, with room for generous white space
constexpr int kRounds = 2048;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isWordCount(std::size_t words)
{
    return words >= 12 && words <= 24 && words % 3 == 0;
}

tl::unexpected<base::Error> wrongCount(std::size_t words)
{
    return base::fail(base::ErrorKind::Invalid,
                      u"a seed phrase has 12, 15, 18, 21 or 24 words, not "_s + QString::number(words));
}

// Eleven bits a word, most significant first.
bool bitAt(const std::uint8_t *bytes, std::size_t bit)
{
    return (bytes[bit / 8] >> (7 - bit % 8) & 1) != 0;
}

} // namespace

base::Result<base::Secret> generateSeedPhrase(int words)
{
    if (words < 0 || !isWordCount(static_cast<std::size_t>(words)))
        return wrongCount(static_cast<std::size_t>(std::max(words, 0)));
    return seedPhraseOf(randomSecret(static_cast<std::size_t>(words) / 3 * 4).view());
}

base::Result<base::Secret> seedPhraseOf(base::ByteView entropy)
{
    const auto size = static_cast<std::size_t>(entropy.size());
    if (size < 16 || size > 32 || size % 4 != 0)
        return base::fail(base::ErrorKind::Invalid, u"a seed phrase carries 16, 20, 24, 28 or 32 bytes"_s);
    base::Secret bits(size + 1);
    std::copy(entropy.begin(), entropy.end(), bits.data());
    bits.data()[size] = sha256(entropy).bytes[0];

    const std::size_t words = size * 3 / 4;
    base::Secret longest(words * 9);
    std::size_t length = 0;
    for (std::size_t word = 0; word < words; ++word) {
        std::size_t number = 0;
        for (std::size_t bit = 0; bit < 11; ++bit)
            number = number << 1 | (bitAt(bits.data(), word * 11 + bit) ? 1 : 0);
        if (word > 0)
            longest.data()[length++] = ' ';
        for (char letter : kBip39Words[number])
            longest.data()[length++] = static_cast<std::uint8_t>(letter);
    }
    return base::Secret::from(longest.view().first(static_cast<qsizetype>(length)));
}

base::Result<base::Secret> entropyOf(base::ByteView typed)
{
    if (typed.size() > kMaximumTyped)
        return base::fail(base::ErrorKind::Invalid, u"this is too long for a seed phrase"_s);
    base::Secret bits(34);
    std::size_t words = 0;
    std::size_t unknown = 0;
    for (qsizetype at = 0; at < typed.size();) {
        if (isSpace(typed[at])) {
            ++at;
            continue;
        }
        base::Secret word(9);
        std::size_t length = 0;
        for (; at < typed.size() && !isSpace(typed[at]); ++at) {
            const char letter = typed[at];
            if (length < word.size())
                word.data()[length++] =
                    static_cast<std::uint8_t>(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
        }
        const std::string_view text(reinterpret_cast<const char *>(word.data()), length);
        const auto found = std::lower_bound(kBip39Words.begin(), kBip39Words.end(), text);
        ++words;
        if (found == kBip39Words.end() || *found != text)
            unknown = unknown == 0 ? words : unknown;
        else if (words <= 24) {
            const auto number = static_cast<std::size_t>(found - kBip39Words.begin());
            for (std::size_t bit = 0; bit < 11; ++bit) {
                const std::size_t place = (words - 1) * 11 + bit;
                bits.data()[place / 8] |= static_cast<std::uint8_t>((number >> (10 - bit) & 1) << (7 - place % 8));
            }
        }
    }
    if (!isWordCount(words))
        return wrongCount(words);
    if (unknown > 0) {
        return base::fail(base::ErrorKind::Invalid,
                          u"word "_s + QString::number(unknown) + u" is not in the word list"_s,
                          u"check its spelling"_s);
    }
    const std::size_t size = words / 3 * 4;
    base::Secret entropy = base::Secret::from(bits.view().first(static_cast<qsizetype>(size)));
    const int checksumBits = static_cast<int>(words / 3);
    const int difference = bits.data()[size] ^ sha256(entropy.view()).bytes[0];
    if (difference >> (8 - checksumBits) != 0) {
        return base::fail(base::ErrorKind::Invalid, u"the words do not belong together: the checksum fails"_s,
                          u"check the words and their order"_s);
    }
    return entropy;
}

base::Result<base::Secret> seedOf(base::ByteView typed, base::ByteView passphrase)
{
    const auto entropy = entropyOf(typed);
    if (!entropy)
        return base::fail(entropy.error());
    const auto isAscii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (passphrase.size() > kMaximumTyped || !std::all_of(passphrase.begin(), passphrase.end(), isAscii)) {
        return base::fail(base::ErrorKind::Invalid,
                          u"the extra passphrase of a seed phrase may hold 1,024 plain ASCII characters at most"_s);
    }
    const auto phrase = seedPhraseOf(entropy->view());
    if (!phrase)
        return base::fail(phrase.error());
    constexpr std::string_view kPrefix = "mnemonic";
    base::Secret salt(kPrefix.size() + static_cast<std::size_t>(passphrase.size()));
    std::copy(kPrefix.begin(), kPrefix.end(), salt.data());
    std::copy(passphrase.begin(), passphrase.end(), salt.data() + kPrefix.size());
    return pbkdf2Sha512(phrase->view(), salt.view(), kRounds, 64);
}

} // namespace datanet::crypto
