#include "core/curation/personal_data_corpus.h"

#include "crypto/bip39.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <map>

namespace datanet::test {

namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kBase64 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/";

struct Written
{
    std::vector<std::string> leads;
    std::vector<std::string> forms; // # stands for one character of the number
};

const std::map<std::string, Written> kIds{
    {"BE",
     {{"Rijksregisternummer ", "NISS: ", "national number "}, {"###########", "##.##.##-###.##", "## ## ## ### ##"}}},
    {"CH", {{"AHV-Nr. ", "AVS ", ""}, {"#############", "###.####.####.##"}}},
    {"DE", {{"Steuer-ID: ", "IdNr ", "her number is "}, {"###########", "## ### ### ###"}}},
    {"ES", {{"DNI ", "NIE: ", "con documento "}, {"#########", "########-#"}}},
    {"FI", {{"HETU ", "henkilötunnus: ", ""}, {"###########"}}},
    {"FR",
     {{"NIR ", "numéro de sécurité sociale : ", ""}, {"###############", "# ## ## ## ### ### ##", "############# ##"}}},
    {"GB", {{"NHS number ", "NHS no: "}, {"##########", "### ### ####"}}},
    {"IT", {{"codice fiscale ", "C.F. ", "nato a Roma, "}, {"################"}}},
    {"NL", {{"BSN ", "burgerservicenummer: ", "BSN-nummer "}, {"#########", "####.##.###"}}},
    {"NO", {{"fødselsnummer ", "fnr. ", ""}, {"###########", "###### #####"}}},
    {"PL", {{"PESEL ", "nr PESEL: ", "number "}, {"###########"}}},
    {"PT", {{"NIF ", "contribuinte n.º "}, {"#########", "### ### ###"}}},
    {"SE", {{"personnummer ", "pnr: ", "id "}, {"###########"}}},
    {"TR", {{"T.C. kimlik no ", "TCKN: "}, {"###########"}}},
    {"AU", {{"TFN ", "tax file number: "}, {"#########", "### ### ###"}}},
    {"BR", {{"CPF ", "inscrito no CPF sob o nº "}, {"###########", "###.###.###-##"}}},
    {"CA", {{"SIN ", "social insurance number "}, {"#########", "### ### ###", "###-###-###"}}},
    {"CN", {{"身份证号", "resident id ", "ID: "}, {"##################"}}},
    {"IN", {{"Aadhaar ", "Aadhaar no. ", "UIDAI: "}, {"############", "#### #### ####", "####-####-####"}}},
    {"ZA", {{"ID number ", "identity no ", ""}, {"#############", "###### #### ###"}}},
};

std::string inForm(const std::string &number, const std::string &form)
{
    std::string text;
    std::size_t at = 0;
    for (const char c : form)
        text += c == '#' ? number[at++] : c;
    return text;
}

std::string inGroups(const std::string &number, std::size_t length, char separator)
{
    std::string text;
    for (std::size_t i = 0; i < number.size(); ++i) {
        if (i > 0 && i % length == 0)
            text += separator;
        text += number[i];
    }
    return text;
}

int luhnDigit(const std::string &digits)
{
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const int twice = (digits[digits.size() - 1 - i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += twice / 10 + twice % 10;
    }
    return (10 - sum % 10) % 10;
}

} // namespace

std::vector<NumberVector> readNumberVectors(const QString &path)
{
    std::vector<NumberVector> vectors;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return vectors;
    while (!file.atEnd()) {
        const QList<QByteArray> parts = file.readLine().trimmed().split(' ');
        if (parts.size() == 4)
            vectors.push_back(
                {parts[0].toStdString(), parts[1].toStdString(), parts[2].toStdString(), parts[3] == "1"});
    }
    return vectors;
}

PersonalDataCorpus::PersonalDataCorpus(std::vector<NumberVector> vectors, std::vector<std::string> carriers,
                                       std::uint64_t seed)
    : m_carriers(std::move(carriers)), m_random(seed)
{
    for (NumberVector &vector : vectors)
        (vector.valid ? m_valid : m_wrong).push_back(std::move(vector));
}

std::uint32_t PersonalDataCorpus::below(std::size_t bound)
{
    m_random = m_random * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::uint32_t>((m_random >> 33) % bound);
}

std::string PersonalDataCorpus::digits(std::size_t count)
{
    std::string text = drawn(kDigits, count);
    if (text[0] == '0')
        text[0] = '7';
    return text;
}

std::string PersonalDataCorpus::drawn(std::string_view alphabet, std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += alphabet[below(alphabet.size())];
    return text;
}

PersonalDataCorpus::Planted PersonalDataCorpus::number(const NumberVector &vector)
{
    const std::string &n = vector.number;
    if (vector.kind == "iban")
        return {oneOf(std::array<std::string, 4>{"IBAN ", "IBAN: ", "to the account ", "Konto "}),
                below(2) == 0 ? n : inGroups(n, 4, ' '), "iban", vector.country};
    if (vector.kind == "payment-card") {
        const std::string lead = oneOf(std::array<std::string, 4>{"card ", "Visa/MC: ", "charged to ", "number "});
        if (below(2) == 0)
            return {lead, n, "payment-card", std::to_string(n.size())};
        const char separator = below(3) == 0 ? '-' : ' ';
        if (n.size() == 16)
            return {lead, inGroups(n, 4, separator), "payment-card", "16"};
        const std::string rest = n.substr(10);
        return {lead, n.substr(0, 4) + separator + n.substr(4, 6) + separator + rest, "payment-card",
                std::to_string(n.size())};
    }
    const Written &written = kIds.at(vector.country);
    std::string form = oneOf(written.forms);
    if (static_cast<std::size_t>(std::count(form.begin(), form.end(), '#')) != n.size())
        form = std::string(n.size(), '#');
    if (vector.country == "ES" && n[0] >= 'X' && below(2) == 0)
        form = "#-#######-#";
    else if (vector.country == "ES" && n[0] >= 'X')
        form = "#########";
    return {oneOf(written.leads), inForm(n, form), "national-id", vector.country};
}

PersonalDataCorpus::Planted PersonalDataCorpus::place()
{
    const std::string lat =
        (below(2) == 0 ? "-" : "") + std::to_string(1 + below(88)) + '.' + drawn(kDigits, 4 + below(4));
    const std::string lon =
        (below(2) == 0 ? "-" : "") + std::to_string(1 + below(178)) + '.' + drawn(kDigits, 4 + below(4));
    switch (below(3)) {
    case 0:
        return {oneOf(std::array<std::string, 3>{"at ", "GPS ", "coordinates: "}), lat + ", " + lon, "coordinates",
                "pair"};
    case 1:
        return {"https://maps.example/?q=", lat + ',' + lon, "coordinates", "pair in an address"};
    default: {
        const auto sixty = [this] { return std::to_string(10 + below(50)); };
        return {"at ",
                std::to_string(1 + below(88)) + "°" + sixty() + "′" + sixty() + "″N " + std::to_string(1 + below(178))
                    + "°" + sixty() + "′" + sixty() + "″E",
                "coordinates", "degrees"};
    }
    }
}

PersonalDataCorpus::Planted PersonalDataCorpus::address()
{
    const std::string lead = oneOf(std::array<std::string, 4>{"from ", "IP ", "client: ", "host "});
    if (below(3) == 0) {
        std::string text = "2a0" + drawn("0123456789", 1);
        for (int i = 0; i < 7; ++i)
            text += ':' + drawn("123456789abcdef", 1) + drawn(kHex, 3);
        return {lead, text, "ip-address", "v6"};
    }
    const auto octet = [this] { return std::to_string(1 + below(254)); };
    return {lead, std::to_string(20 + below(70)) + '.' + octet() + '.' + octet() + '.' + octet(), "ip-address", "v4"};
}

PersonalDataCorpus::Planted PersonalDataCorpus::secret()
{
    switch (below(8)) {
    case 0:
        return {"key ", std::string("AK") + "IA" + drawn("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16), "secret", "AWS"};
    case 1:
        return {"use ", std::string("gh") + "p_" + drawn(kBase62, 36), "secret", "GitHub"};
    case 2:
        return {"stripe ", std::string("sk_") + "live_" + drawn(kBase62, 24), "secret", "Stripe"};
    case 3:
        return {"maps ", std::string("AI") + "za" + drawn(kBase62, 35), "secret", "Google"};
    case 4:
        return {oneOf(std::array<std::string, 3>{"api_key = ", "password: ", "client_secret="}), drawn(kBase62, 32),
                "secret", "beside a word"};
    case 5:
        return {oneOf(std::array<std::string, 3>{"secret: ", "auth token = ", "API key "}), drawn(kHex, 40), "secret",
                "hexadecimal beside a word"};
    case 6:
        return {"private key ", "0x" + drawn(kHex, 64), "secret", "Ethereum"};
    default: {
        const QByteArray entropy = QByteArray::fromStdString(drawn(kBase62, below(2) == 0 ? 16 : 32));
        const auto phrase = crypto::seedPhraseOf(entropy);
        const auto view = phrase->view();
        return {"my words: ", std::string(view.data(), static_cast<std::size_t>(view.size())), "secret",
                "recovery phrase"};
    }
    }
}

PersonalDataCorpus::Planted PersonalDataCorpus::reach()
{
    const std::string name = drawn("abcdefghijklmnopqrstuvwxyz", 3 + below(6));
    if (below(2) == 0)
        return {oneOf(std::array<std::string, 3>{"write to ", "mailto:", "https://list.example/?who="}),
                name + '.' + name + "@example.org", "email-address", "e-mail"};
    return {oneOf(std::array<std::string, 3>{"call ", "Tel. ", "fax: "}), "+49 30 5" + digits(6), "phone-number",
            "phone"};
}

PersonalDataCorpus::Planted PersonalDataCorpus::harmless()
{
    const auto figure = [this](std::size_t bound) { return std::to_string(below(bound)); };
    switch (below(28)) {
    case 0:
        return {oneOf(std::array<std::string, 3>{"order ", "invoice no. ", "ticket #"}), digits(9 + below(4)), "",
                "order number"};
    case 1:
        return {"order ", digits(13 + below(4)), "", "long order number"};
    case 2:
        return {"tracking ", digits(12 + below(11)), "", "tracking number"};
    case 3: {
        const std::string body = "978" + digits(9);
        int sum = 0;
        for (std::size_t i = 0; i < 12; ++i)
            sum += (i % 2 == 0 ? 1 : 3) * (body[i] - '0');
        const std::string isbn = body + std::to_string((10 - sum % 10) % 10);
        return {"ISBN ",
                isbn.substr(0, 3) + '-' + isbn.substr(3, 1) + '-' + isbn.substr(4, 4) + '-' + isbn.substr(8, 4) + '-'
                    + isbn.substr(12),
                "", "ISBN"};
    }
    case 4:
        return {"EAN ", "40" + digits(11), "", "barcode"};
    case 5:
        return {"at ",
                "20" + std::to_string(10 + below(20)) + "0" + std::to_string(1 + below(9))
                    + std::to_string(10 + below(18)) + std::to_string(10 + below(13)) + drawn("012345", 1) + figure(10)
                    + drawn("012345", 1) + figure(10),
                "", "time stamp"};
    case 6:
        return {oneOf(std::array<std::string, 3>{"version ", "v", "build "}),
                figure(30) + '.' + figure(100) + '.' + figure(20000) + '.' + figure(250), "", "version"};
    case 7:
        return {"section ", figure(30) + '.' + figure(20) + '.' + figure(20) + '.' + figure(20), "", "section"};
    case 8:
        return {"commit ", drawn(kHex, 40), "", "commit"};
    case 9:
        return {oneOf(std::array<std::string, 3>{"sha256 ", "hash: 0x", "tx 0x"}), drawn(kHex, 64), "", "hash"};
    case 10:
        return {"id ",
                drawn(kHex, 8) + '-' + drawn(kHex, 4) + "-4" + drawn(kHex, 3) + "-a" + drawn(kHex, 3) + '-'
                    + drawn(kHex, 12),
                "", "UUID"};
    case 11:
        return {"for $",
                figure(999) + ',' + std::to_string(100 + below(900)) + ',' + std::to_string(100 + below(900)) + ".50",
                "", "amount"};
    case 12:
        return {"EUR ", digits(9 + below(3)) + ",50", "", "amount"};
    case 13:
        return {"code ", digits(3) + '-' + digits(3) + '-' + digits(3), "", "code"};
    case 14:
        return {"serial ", drawn(kUpper, 3) + digits(10), "", "serial number"};
    case 15:
        return {"part ", digits(4) + '-' + digits(4) + '-' + digits(4), "", "part number"};
    case 16:
        return {"values ",
                std::to_string(1000 + below(9000)) + ' ' + std::to_string(1000 + below(9000)) + ' '
                    + std::to_string(1000 + below(9000)) + ' ' + std::to_string(1000 + below(9000)) + ' '
                    + std::to_string(1000 + below(9000)),
                "", "row of figures"};
    case 17:
        return {"loss ", "0." + drawn(kDigits, 5) + ", 0." + drawn(kDigits, 5), "", "measurements"};
    case 18:
        return {"host ",
                oneOf(std::array<std::string, 4>{"192.168.", "10.20.", "172.16.", "169.254."}) + figure(250) + '.'
                    + figure(250),
                "", "private network"};
    case 19:
        return {"route ", figure(200) + '.' + figure(250) + '.' + figure(250) + ".0/24", "", "network"};
    case 20:
        return {"image@", "2x.png", "", "file name"};
    case 21:
        return {"mac ",
                drawn(kHex, 2) + ':' + drawn(kHex, 2) + ':' + drawn(kHex, 2) + ':' + drawn(kHex, 2) + ':'
                    + drawn(kHex, 2) + ':' + drawn(kHex, 2),
                "", "MAC"};
    case 22: {
        const std::string body = "35" + digits(12);
        return {"IMEI ", body + std::to_string(luhnDigit(body)), "", "IMEI"};
    }
    case 23:
        return {"integrity ", "sha512-" + drawn(kBase64, 86) + "==", "", "integrity"};
    case 24:
        return {"the token contract ", "0x" + drawn(kHex, 40), "", "Ethereum address"};
    default:
        return number(oneOf(m_wrong));
    }
}

PersonalDataCorpus::Sample PersonalDataCorpus::put(const Planted &planted)
{
    std::string text = oneOf(m_carriers);
    std::size_t at = text.find(' ', below(text.size()));
    if (at == std::string::npos) {
        at = text.size();
        text += ' ';
    }
    ++at;
    const std::string before = text.substr(0, at) + planted.lead;
    const std::string behind = (below(2) == 0 ? ". " : " and ") + text.substr(at);
    return {
        before + planted.words + behind,
        planted.rule,
        planted.what,
        {static_cast<std::uint32_t>(before.size()), static_cast<std::uint32_t>(before.size() + planted.words.size())}};
}

PersonalDataCorpus::Sample PersonalDataCorpus::positive()
{
    switch (below(10)) {
    case 0:
        return put(place());
    case 1:
        return put(address());
    case 2:
    case 3:
        return put(secret());
    case 4:
        return put(reach());
    default: {
        // Each kind as often as the others, whatever the vectors have more of.
        static const std::array<std::string, 3> kKinds{"iban", "payment-card", "national-id"};
        const std::string &kind = oneOf(kKinds);
        for (;;) {
            const NumberVector &vector = oneOf(m_valid);
            if (vector.kind == kind)
                return put(number(vector));
        }
    }
    }
}

PersonalDataCorpus::Sample PersonalDataCorpus::negative()
{
    Planted planted = harmless();
    planted.what = planted.rule.empty() ? planted.what : "wrong check digit: " + planted.rule;
    planted.rule.clear();
    return put(planted);
}

} // namespace datanet::test
