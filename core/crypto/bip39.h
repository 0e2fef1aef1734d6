#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"

// Seed phrases of BIP-39 with the English word list. Phrases are lower-case words between single spaces. Any thread.
namespace datanet::crypto {

// Fresh words: 12, 15, 18, 21 or 24 of them; Invalid for another number. 24 words carry 256 bits.
[[nodiscard]] base::Result<base::Secret> generateSeedPhrase(int words = 24);

// The phrase of 16, 20, 24, 28 or 32 bytes of entropy, and back. Back, whatever was typed is accepted in any case and
// with any white space; Invalid says how many words there are, the place of the first unknown word, or that the
// checksum fails - never a word itself.
[[nodiscard]] base::Result<base::Secret> seedPhraseOf(base::ByteView entropy);
[[nodiscard]] base::Result<base::Secret> entropyOf(base::ByteView typedPhrase);

// The 64-byte seed for BIP-32 (PBKDF2-HMAC-SHA512, 2,048 rounds) of a phrase as typed, checked like above. The extra
// passphrase is part of the key: another one gives other accounts. It is limited to ASCII, where Unicode's
// normalisation forms agree; Invalid otherwise.
[[nodiscard]] base::Result<base::Secret> seedOf(base::ByteView typedPhrase, base::ByteView passphrase = {});

} // namespace datanet::crypto
