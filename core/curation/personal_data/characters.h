#pragma once

// ASCII alone, whatever the locale says.
namespace datanet::curation {

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr char upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

constexpr bool isLetter(char c)
{
    return isUpper(upper(c));
}

constexpr bool isWord(char c)
{
    return isDigit(c) || isLetter(c);
}

constexpr bool isHex(char c)
{
    return isDigit(c) || (upper(c) >= 'A' && upper(c) <= 'F');
}

} // namespace datanet::curation
