#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/uint256.h"

#include <QJsonObject>

#include <memory>
#include <optional>
#include <vector>

namespace datanet::chain {

// Where one fact sits in a contract's storage, and how it is written there.
struct StorageField
{
    enum class Kind {
        Word, // an unsigned number, address, bool, enum or bytesN inside one slot
        DynamicBytes, // bytes or string: inside the slot up to 31 bytes, else from keccak256(slot) on
    };
    base::Address contract;
    base::Bytes32 slot;
    Kind kind = Kind::Word;
    int offset = 0; // in bytes from the least significant end of the slot
    int size = 32; // in bytes
    QString name; // "contributions[7].status.state", for the steps a person reads

    bool operator==(const StorageField &) const = default;

    // The field's number out of the whole slot's value.
    [[nodiscard]] base::Uint256 of(const base::Uint256 &slotValue) const;
};

// The storage layout that solc wrote for one contract: turns names and keys into slots. Copies share their data.
class StorageLayout
{
    struct Data;

public:
    // A place on the way to a field; every step keeps the first error until field() tells it.
    class Place
    {
    public:
        [[nodiscard]] Place at(const base::Uint256 &key) const; // a mapping's key or an array's index
        [[nodiscard]] Place at(const base::Address &key) const;
        [[nodiscard]] Place at(const base::Bytes32 &key) const;
        [[nodiscard]] Place member(const QString &name) const; // of a struct
        [[nodiscard]] Place length() const; // of an array of open length

        // The value here: a Word or Bytes.
        [[nodiscard]] base::Result<StorageField> field() const;

    private:
        friend class StorageLayout;
        [[nodiscard]] Place stepped(base::ByteView key, const QString &keyName, const char *keyKind) const;
        [[nodiscard]] Place failed(const QString &why) const;

        std::shared_ptr<const Data> m_data;
        base::Address m_contract;
        base::Uint256 m_slot;
        int m_offset = 0;
        bool m_isLength = false;
        QString m_type;
        QString m_name;
        std::optional<base::Error> m_error;
    };

    // "storageLayout" of solc's output: Invalid when a type or member is missing or out of bounds.
    [[nodiscard]] static base::Result<StorageLayout> fromJson(const QJsonObject &json);

    // A state variable of the contract at this address.
    [[nodiscard]] Place variable(const base::Address &contract, const QString &name) const;

private:
    std::shared_ptr<const Data> m_data;
};

} // namespace datanet::chain
