#pragma once

#include "base/bytes.h"
#include "base/result.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace datanet::dataset {

enum class DataType : std::uint8_t { Table, Text, Image, Audio };
[[nodiscard]] QString dataTypeName(DataType type);
[[nodiscard]] std::optional<DataType> dataTypeFromName(QStringView name);

// dataset.json: what a data set is and who made it.
struct Metadata
{
    struct Source
    {
        QString title;
        QString url; // http, https or empty
        QString licence; // SPDX or empty
        bool operator==(const Source &) const = default;
    };
    struct Author
    {
        QString name;
        QString address; // 0x and 40 digits, or empty
        bool operator==(const Author &) const = default;
    };

    static constexpr int kFormat = 1;

    QString title;
    QString summary;
    QString domain;
    DataType type = DataType::Table;
    QString licence; // SPDX identifier
    QString language; // BCP 47 ("en", "pt-BR"); empty: not stated
    std::vector<Source> sources;
    std::vector<Author> authors;
    QString unicode; // whose NFC the strings have; filled in by make and read

    bool operator==(const Metadata &) const = default;

    // Invalid, naming the member, for: no title or domain, an unknown licence, texts above their bounds.
    [[nodiscard]] base::Status validate() const;

    [[nodiscard]] base::Bytes toJson() const; // canonical
    // Invalid also for a newer format, saying so.
    [[nodiscard]] static base::Result<Metadata> fromJson(base::ByteView json);
};

// The SPDX identifiers that are offered and accepted, most used for data first. "LicenseRef-..." is accepted too.
[[nodiscard]] const QStringList &knownLicences();
[[nodiscard]] bool isLicence(QStringView identifier);

} // namespace datanet::dataset
