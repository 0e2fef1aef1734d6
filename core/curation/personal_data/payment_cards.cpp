#include "curation/personal_data/payment_cards.h"

#include "curation/personal_data/check_digits.h"

namespace datanet::curation {

namespace {

// Numbers that begin with first to last, which have as many digits as each other.
template <int First, int Last = First>
bool begins(std::string_view compact)
{
    std::size_t digits = 1;
    for (int rest = First; rest >= 10; rest /= 10)
        ++digits;
    if (compact.size() < digits || !allDigits(compact))
        return false;
    const int begin = numberAt(compact, 0, digits);
    return begin >= First && begin <= Last;
}

bool isVisa(std::string_view n)
{
    return begins<4>(n) && luhnHolds(n);
}

bool isMastercard(std::string_view n)
{
    return (begins<51, 55>(n) || begins<2221, 2720>(n)) && luhnHolds(n);
}

bool isAmericanExpress(std::string_view n)
{
    return (begins<34>(n) || begins<37>(n)) && luhnHolds(n);
}

bool isDiners(std::string_view n)
{
    return (begins<300, 305>(n) || begins<3095>(n) || begins<36>(n) || begins<38, 39>(n)) && luhnHolds(n);
}

bool isDiscover(std::string_view n)
{
    return (begins<6011>(n) || begins<644, 649>(n) || begins<65>(n)) && luhnHolds(n);
}

bool isUnionPay(std::string_view n)
{
    return (begins<62>(n) || begins<8100, 8171>(n)) && luhnHolds(n);
}

bool isJcb(std::string_view n)
{
    return begins<3528, 3589>(n) && luhnHolds(n);
}

bool isMir(std::string_view n)
{
    return begins<2200, 2204>(n) && luhnHolds(n);
}

bool isRuPay(std::string_view n)
{
    return (begins<508>(n) || begins<60>(n) || begins<82>(n)) && luhnHolds(n);
}

bool isMaestro(std::string_view n)
{
    const bool known = begins<5018>(n) || begins<5020>(n) || begins<5038>(n) || begins<5893>(n) || begins<6304>(n)
        || begins<6759>(n) || begins<6761, 6763>(n);
    return known && luhnHolds(n);
}

const Words kCardWords{"card",   "visa",  "mastercard", "maestro", "amex",   "credit", "debit", "karte",
                       "kredit", "carte", "tarjeta",    "carta",   "cartão", "kort",   "kaart", "karta",
                       "kart",   "卡",    "カード",     "карт",    "بطاقة",  "PAN",    "cc"};

} // namespace

std::vector<NumberKind> paymentCardKinds()
{
    const std::vector<std::string_view> sixteen{"16", "4 4 4 4", "4-4-4-4", "4.4.4.4"};
    // Bare runs of other lengths are mostly barcodes and numbers made by programs.
    const std::vector<std::string_view> long19{"19", "18", "17", "4 4 4 4 3", "4-4-4-4-3", "4 4 4 4 2", "6 13"};
    const auto card = [](std::string_view name, std::vector<std::string_view> shapes,
                         std::vector<std::string_view> looseShapes, bool (*holds)(std::string_view)) {
        return NumberKind{PersonalKind::PaymentCard, {},         name, std::move(shapes),
                          std::move(looseShapes),    kCardWords, holds};
    };
    return {
        card("Visa", sixteen, {"13", "4 3 3 3", "19", "4 4 4 4 3", "4-4-4-4-3"}, isVisa),
        card("Mastercard", sixteen, {}, isMastercard),
        card("American Express", {"15", "4 6 5", "4-6-5"}, {}, isAmericanExpress),
        card("Diners Club", {"14", "4 6 4", "4-6-4"}, {"16", "4 4 4 4", "4-4-4-4"}, isDiners),
        card("Discover", sixteen, long19, isDiscover),
        card("UnionPay", sixteen, long19, isUnionPay),
        card("JCB", sixteen, long19, isJcb),
        card("Mir", sixteen, long19, isMir),
        card("Maestro", sixteen, long19, isMaestro),
        card("RuPay", sixteen, {}, isRuPay),
    };
}

} // namespace datanet::curation
