#pragma once

#include <QStringView>

#include <cstdint>
#include <optional>
#include <string>

// How spreadsheets write days and times: as numbers that a format turns into a date.
namespace datanet::dataset {

enum class SheetMoment : std::uint8_t { None, Date, Time, DateTime };

// What a number in this format is (ECMA-376, 18.8.30 and .31): "yyyy\-mm\-dd", "[h]:mm".
[[nodiscard]] SheetMoment momentOfFormat(QStringView code);
[[nodiscard]] SheetMoment momentOfBuiltInFormat(int id);

// "2024-12-31", "13:05:00" or "2024-12-31T13:05:00"; nothing where the number is no day from 1900 to 9999. The day that
// Excel has and no calendar, 29 February 1900, is none. since1904: days count from 1 January 1904.
[[nodiscard]] std::optional<std::string> momentText(double serial, SheetMoment moment, bool since1904);

// The same from an OpenDocument value: "PT13H05M00S" gives "13:05:00".
[[nodiscard]] std::optional<std::string> durationText(QStringView iso);

} // namespace datanet::dataset
