#include "curation/personal_data/secret_finder.h"

#include "curation/personal_data/characters.h"
#include "curation/personal_data/expression.h"
#include "curation/personal_data/iban_finder.h"
#include "curation/personal_data/near_words.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <string>

namespace datanet::curation {

namespace {

struct Token
{
    std::string_view name;
    std::string_view expression;
};

// Published by those who give them out.
constexpr std::array<Token, 22> kTokens{{
    {"AWS key", "(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}"},
    {"GitHub token", "gh[pousr]_[A-Za-z0-9]{36,251}"},
    {"GitHub token", "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}"},
    {"GitLab token", "gl(?:pat|dt|rt|cbt|ptt)-[A-Za-z0-9_\\-]{20,64}"},
    {"Slack token", "xox[abeoprs]-[A-Za-z0-9\\-]{10,250}"},
    {"Slack web hook", "hooks\\.slack\\.com/services/T[A-Z0-9]{6,12}/B[A-Z0-9]{6,12}/[A-Za-z0-9]{16,32}"},
    {"Stripe key", "(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,247}"},
    {"Google key", "AIza[A-Za-z0-9_\\-]{35}"},
    {"Google secret", "GOCSPX-[A-Za-z0-9_\\-]{28}"},
    {"Google token", "ya29\\.[A-Za-z0-9_\\-]{20,250}"},
    {"Anthropic key", "sk-ant-[a-z0-9]{2,10}-[A-Za-z0-9_\\-]{40,200}"},
    {"OpenAI key", "sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_\\-]{40,250}"},
    {"OpenAI key", "sk-[A-Za-z0-9]{32,64}"},
    {"Hugging Face token", "hf_[A-Za-z0-9]{34,40}"},
    {"npm token", "npm_[A-Za-z0-9]{36}"},
    {"PyPI token", "pypi-AgE[A-Za-z0-9_\\-]{50,250}"},
    {"SendGrid key", "SG\\.[A-Za-z0-9_\\-]{22}\\.[A-Za-z0-9_\\-]{43}"},
    {"Telegram token", "[0-9]{8,10}:AA[A-Za-z0-9_\\-]{33}"},
    {"DigitalOcean token", "do[opr]_v1_[a-f0-9]{64}"},
    {"Shopify token", "shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}"},
    {"age key", "AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}"},
    {"extended private key", "[xyzt]prv[1-9A-HJ-NP-Za-km-z]{107,108}"},
}};

const Words kSecretWords{"password",       "passwd",     "pwd",         "passphrase",  "passwort",   "secret",
                         "token",          "api key",    "api-key",     "api_key",     "apikey",     "access key",
                         "access_key",     "accesskey",  "private key", "private_key", "privatekey", "privkey",
                         "priv key",       "credential", "auth",        "bearer",      "secretkey",  "signing key",
                         "encryption key", "key",        "contraseña",  "mot de passe"};
const Words kPrivateWords{"private", "privkey", "secret", "seed", "signer key", "deployer key", "priv_key", "pk"};
const Words kHarmlessWords{
    "hash",     "sha",      "md5",     "digest",     "checksum",   "commit",      "revision",    "transaction",
    "tx",       "txid",     "block",   "public key", "public_key", "publickey",   "pubkey",      "address",
    "uuid",     "guid",     "id",      "etag",       "integrity",  "fingerprint", "signature",   "root",
    "contract", "token id", "tokenid", "token_id",   "image",      "primary key", "foreign key", "cache key"};

bool isTokenByte(char c)
{
    return isWord(c) || c == '_' || c == '-' || c == '+' || c == '/';
}

// Whether what stands before a string, or the field's name, says that it is a secret.
bool isCalledSecret(std::string_view text, std::size_t begin, std::string_view field, bool onlyPrivate)
{
    constexpr std::size_t kWindow = 40;
    const std::size_t from = begin - std::min(begin, kWindow);
    const std::string_view before = text.substr(from, begin - from);
    const std::size_t secret = lastWord(before, onlyPrivate ? kPrivateWords : kSecretWords);
    const std::size_t harmless = lastWord(before, kHarmlessWords);
    if (secret != std::string_view::npos || harmless != std::string_view::npos)
        return secret != std::string_view::npos && (harmless == std::string_view::npos || secret > harmless);
    return lastWord(field, onlyPrivate ? kPrivateWords : kSecretWords) != std::string_view::npos
        && lastWord(field, kHarmlessWords) == std::string_view::npos;
}

std::size_t differentCharacters(std::string_view text)
{
    std::array<bool, 256> seen{};
    for (const char c : text)
        seen[static_cast<unsigned char>(c)] = true;
    return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
}

// Letters of both cases and digits that take turns more often than words put together do.
bool looksRandom(std::string_view text)
{
    const auto sort = [](char c) { return isDigit(c) ? 0 : isUpper(c) ? 1 : isLetter(c) ? 2 : 3; };
    std::array<int, 4> counts{};
    std::size_t turns = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        ++counts[static_cast<std::size_t>(sort(text[i]))];
        turns += i > 0 && sort(text[i]) != sort(text[i - 1]);
    }
    const bool lowerOnly = counts[1] == 0 || counts[2] == 0;
    const std::size_t perTwenty = lowerOnly ? 5 : 7; // of twenty neighbours
    return counts[0] >= (text.size() < 32 ? 2 : 1) && counts[1] + counts[2] >= 4
        && turns * 20 >= (text.size() - 1) * perTwenty
        && differentCharacters(text) * 5 >= std::min<std::size_t>(text.size(), 30) * 2;
}

bool isUuid(std::string_view text)
{
    return text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
}

// A long string, without what surrounds it, and what it is when a word calls it a secret.
std::string_view kindOfString(std::string_view text, bool &onlyPrivate)
{
    const bool prefixed = text.size() > 2 && text[0] == '0' && upper(text[1]) == 'X';
    const std::string_view digits = text.substr(prefixed ? 2 : 0);
    if (std::all_of(digits.begin(), digits.end(), isHex)) {
        onlyPrivate = digits.size() == 64;
        const bool length = prefixed ? digits.size() == 64 : digits.size() >= 32 && digits.size() <= 128;
        const bool chance = differentCharacters(digits) >= 8 && std::any_of(digits.begin(), digits.end(), isDigit)
            && std::any_of(digits.begin(), digits.end(), isLetter);
        return length && chance ? (onlyPrivate ? "private key" : "secret") : "";
    }
    if (text.size() < 20 || text.size() > 512 || isUuid(text) || isIban(text))
        return "";
    // Paths and names made of words are no secrets: a part that looks drawn is asked for, or the whole of a Base64
    // string without a part that looks like a word.
    std::size_t parts = 0;
    bool word = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of("/-_+", at), text.size());
        const std::string_view part = text.substr(at, end - at);
        if (part.size() >= 12 && looksRandom(part))
            return "secret";
        word = word || (part.size() >= 5 && std::none_of(part.begin() + 1, part.end(), [](char c) {
                            return isUpper(c) || isDigit(c);
                        }));
        ++parts;
        at = end + 1;
    }
    return !word && parts * 8 <= text.size() && looksRandom(text) ? "secret" : "";
}

void findCalledSecrets(std::string_view plain, std::string_view field, PersonalData &found)
{
    for (std::size_t at = 0; at < plain.size();) {
        if (!isTokenByte(plain[at])) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        while (at < plain.size() && isTokenByte(plain[at]))
            ++at;
        if (at - begin < 20)
            continue;
        bool onlyPrivate = false;
        const std::string_view name = kindOfString(plain.substr(begin, at - begin), onlyPrivate);
        if (name.empty() || !isCalledSecret(plain, begin, field, onlyPrivate))
            continue;
        std::size_t end = at;
        while (end < plain.size() && plain[end] == '=' && end < at + 2)
            ++end;
        found.push_back({PersonalKind::Secret, begin, end, {}, name});
    }
}

// From the line BEGIN to the line END, or as far as the text goes.
void findKeyBlocks(std::string_view plain, PersonalData &found)
{
    constexpr std::string_view kBegin = "-----BEGIN ";
    constexpr std::string_view kEnd = "-----END ";
    for (std::size_t at = plain.find(kBegin); at != std::string_view::npos; at = plain.find(kBegin, at)) {
        const std::string_view label = plain.substr(at + kBegin.size(), 40);
        const std::size_t close = label.find("-----");
        if (close == std::string_view::npos || label.substr(0, close).find("PRIVATE KEY") == std::string_view::npos) {
            at += kBegin.size();
            continue;
        }
        std::size_t end = plain.find(kEnd, at);
        if (end != std::string_view::npos)
            end = plain.find("-----", end + kEnd.size());
        end = end == std::string_view::npos ? plain.size() : end + 5;
        found.push_back({PersonalKind::Secret, at, end, {}, "private key"});
        at = end;
    }
}

bool isJwtHeader(std::string_view part)
{
    const QByteArray json = QByteArray::fromBase64(QByteArray(part.data(), static_cast<qsizetype>(part.size())),
                                                   QByteArray::Base64UrlEncoding);
    return json.startsWith('{') && (json.contains("\"alg\"") || json.contains("\"enc\""));
}

} // namespace

struct SecretFinder::State
{
    State()
    {
        std::string all;
        for (const Token &token : kTokens) {
            all += all.empty() ? "(?:" : "|";
            all.append(token.expression);
            single.push_back(std::make_unique<Expression>(token.expression));
        }
        known = std::make_unique<Expression>(all + ")");
    }

    std::unique_ptr<Expression> known;
    std::vector<std::unique_ptr<Expression>> single; // to name what was found
    Expression jwt{R"((eyJ[A-Za-z0-9_\-]{8,})\.[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{8,})"};
    Expression login{R"([A-Za-z][A-Za-z0-9+.\-]{1,20}://[^\s/:@"'<>\[\]]{1,64}:([^\s/:@"'<>\[\]]{3,128})@)"};
};

SecretFinder::SecretFinder() : m_state(std::make_unique<State>()) { }
SecretFinder::~SecretFinder() = default;

void SecretFinder::find(std::string_view plain, std::string_view field, std::uint32_t longestWord,
                        PersonalData &found) const
{
    if (plain.find("-----BEGIN ") != std::string_view::npos)
        findKeyBlocks(plain, found);
    if (plain.find("://") != std::string_view::npos && plain.find('@') != std::string_view::npos) {
        m_state->login.forEach<1>(plain, [&](const Match<1> &match) {
            const std::string_view password = match.groups[0];
            const auto begin = static_cast<std::size_t>(password.data() - plain.data());
            const bool placeholder = password.find_first_of("${}*") != std::string_view::npos
                || password.find_first_not_of("xX.") == std::string_view::npos
                || lastWord(password, {"pass", "password", "pwd", "secret"}) == 0;
            if (!placeholder)
                found.push_back({PersonalKind::Secret, begin, begin + password.size(), {}, "password"});
            return match.end;
        });
    }
    if (longestWord < kShortestWord)
        return;
    m_state->known->forEach<0>(plain, [&](const Match<0> &match) {
        const bool tail = match.begin > 0 && (isWord(plain[match.begin - 1]) || plain[match.begin - 1] == '_');
        const bool head = match.end < plain.size() && isWord(plain[match.end]);
        const std::string_view token = plain.substr(match.begin, match.end - match.begin);
        if (tail || head || differentCharacters(token) < 8)
            return match.begin + 1;
        for (std::size_t i = 0; i < kTokens.size(); ++i) {
            if (m_state->single[i]->matchesAll(token)) {
                found.push_back({PersonalKind::Secret, match.begin, match.end, {}, kTokens[i].name});
                break;
            }
        }
        return match.end;
    });
    m_state->jwt.forEach<1>(plain, [&](const Match<1> &match) {
        if (isJwtHeader(match.groups[0]))
            found.push_back({PersonalKind::Secret, match.begin, match.end, {}, "web token"});
        return match.end;
    });
    findCalledSecrets(plain, field, found);
}

} // namespace datanet::curation
