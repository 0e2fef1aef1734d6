#include "chain/storage_layout.h"

#include "crypto/address.h"
#include "crypto/digest.h"

#include <QHash>
#include <QJsonArray>

namespace datanet::chain {

using base::Address;
using base::Bytes;
using base::Bytes32;
using base::ByteView;
using base::ErrorKind;
using base::fail;
using base::Result;
using base::Uint256;
using namespace Qt::StringLiterals;

namespace {

struct Member
{
    QString type;
    Uint256 slot; // within the struct
    int offset = 0;
};

struct TypeEntry
{
    QString label; // as in the source: "mapping(uint256 => struct Reviews.Round)"
    QString encoding; // inplace, mapping, dynamic_array, bytes
    QString key;
    QString value; // of a mapping
    QString base; // of an array
    Uint256 size; // in bytes
    QHash<QString, Member> members; // of a struct
};

Result<Member> memberFrom(const QJsonObject &json)
{
    const auto slot = Uint256::fromDecimal(json.value("slot"_L1).toString());
    const auto offset = json.value("offset"_L1).toInt(-1);
    const auto type = json.value("type"_L1).toString();
    if (!slot || offset < 0 || offset > 31 || type.isEmpty())
        return fail(ErrorKind::Invalid,
                    u"storage layout: \"%1\" is malformed"_s.arg(json.value("label"_L1).toString()));
    return Member{type, *slot, offset};
}

Result<QHash<QString, Member>> membersFrom(const QJsonValue &json)
{
    QHash<QString, Member> members;
    for (const auto &value : json.toArray()) {
        auto member = memberFrom(value.toObject());
        if (!member)
            return fail(member.error());
        members.insert(value.toObject().value("label"_L1).toString(), std::move(*member));
    }
    return members;
}

Bytes paddedLeft(ByteView bytes)
{
    return Bytes(32 - bytes.size(), '\0') + bytes.toByteArray();
}

} // namespace

struct StorageLayout::Data
{
    QHash<QString, Member> variables;
    QHash<QString, TypeEntry> types;
};

Uint256 StorageField::of(const Uint256 &slotValue) const
{
    const auto word = slotValue.toBytes32();
    return *Uint256::fromBigEndian(word.view().sliced(32 - offset - size, size));
}

Result<StorageLayout> StorageLayout::fromJson(const QJsonObject &json)
{
    auto data = std::make_shared<Data>();
    auto variables = membersFrom(json.value("storage"_L1));
    if (!variables)
        return fail(variables.error());
    data->variables = std::move(*variables);
    // solc writes null where a contract has no state.
    const auto types = json.value("types"_L1).toObject();
    for (auto it = types.begin(); it != types.end(); ++it) {
        const auto object = it.value().toObject();
        auto members = membersFrom(object.value("members"_L1));
        const auto size = Uint256::fromDecimal(object.value("numberOfBytes"_L1).toString());
        if (!members)
            return fail(members.error());
        if (!size)
            return fail(ErrorKind::Invalid, u"storage layout: type \"%1\" has no size"_s.arg(it.key()));
        data->types.insert(it.key(),
                           {object.value("label"_L1).toString(), object.value("encoding"_L1).toString(),
                            object.value("key"_L1).toString(), object.value("value"_L1).toString(),
                            object.value("base"_L1).toString(), *size, std::move(*members)});
    }
    StorageLayout layout;
    layout.m_data = std::move(data);
    return layout;
}

StorageLayout::Place StorageLayout::variable(const Address &contract, const QString &name) const
{
    Place place;
    place.m_data = m_data;
    place.m_contract = contract;
    place.m_name = name;
    const auto found = m_data ? m_data->variables.constFind(name) : QHash<QString, Member>::const_iterator();
    if (!m_data || found == m_data->variables.constEnd())
        return place.failed(u"there is no such variable"_s);
    place.m_slot = found->slot;
    place.m_offset = found->offset;
    place.m_type = found->type;
    return place;
}

StorageLayout::Place StorageLayout::Place::failed(const QString &why) const
{
    auto place = *this;
    if (!place.m_error)
        place.m_error = base::Error{ErrorKind::Invalid, u"storage layout: %1: %2"_s.arg(m_name, why), {}};
    return place;
}

// Mapping: keccak256(key . slot). Array of open length: keccak256(slot) + index * slots of an element.
StorageLayout::Place StorageLayout::Place::at(const Uint256 &key) const
{
    if (m_error)
        return *this;
    const auto type = m_data->types.value(m_type);
    if (type.encoding != "dynamic_array"_L1 && type.base.isEmpty())
        return stepped(key.toBytes32().view(), key.toDecimal(), "t_uint");
    auto place = *this;
    place.m_name = u"%1[%2]"_s.arg(m_name, key.toDecimal());
    place.m_type = type.base;
    const auto size = m_data->types.value(type.base).size;
    const auto perSlot = size.isZero() ? std::nullopt : Uint256(32).dividedBy(size);
    if (!perSlot)
        return place.failed(u"the elements have no size"_s);
    const auto start = type.encoding == "dynamic_array"_L1
        ? *Uint256::fromBigEndian(crypto::keccak256(m_slot.toBytes32().view()).view())
        : m_slot;
    std::optional<Uint256> distance;
    if (size <= Uint256(16)) {
        const auto [slots, inside] = *key.dividedBy(perSlot->first);
        distance = slots;
        place.m_offset = static_cast<int>(*inside.toUint64() * *size.toUint64());
    } else {
        distance = key.times(size.plus(31)->dividedBy(32)->first);
        place.m_offset = 0;
    }
    const auto slot = distance ? start.plus(*distance) : std::nullopt;
    if (!slot)
        return place.failed(u"the index is out of range"_s);
    place.m_slot = *slot;
    return place;
}

StorageLayout::Place StorageLayout::Place::at(const Address &key) const
{
    return stepped(key.view(), crypto::checksummed(key), "t_address");
}

StorageLayout::Place StorageLayout::Place::at(const Bytes32 &key) const
{
    return stepped(key.view(), key.hex(), "t_bytes32");
}

StorageLayout::Place StorageLayout::Place::stepped(ByteView key, const QString &keyName, const char *keyKind) const
{
    if (m_error)
        return *this;
    const auto type = m_data->types.value(m_type);
    auto place = *this;
    place.m_name = u"%1[%2]"_s.arg(m_name, keyName);
    if (type.encoding != "mapping"_L1)
        return place.failed(u"it is no mapping"_s);
    // Contracts and enums are keys too: t_contract(...), t_enum(...).
    const auto kind = QLatin1String(keyKind);
    const bool matches = type.key.startsWith(kind) || (kind == "t_address"_L1 && type.key.startsWith("t_contract"_L1))
        || (kind == "t_uint"_L1 && type.key.startsWith("t_enum"_L1));
    if (!matches)
        return place.failed(u"its key is a %1"_s.arg(type.key));
    const auto digest = crypto::keccak256(Bytes(paddedLeft(key) + m_slot.toBytes32().toBytes()));
    place.m_slot = *Uint256::fromBigEndian(digest.view());
    place.m_offset = 0;
    place.m_type = type.value;
    return place;
}

StorageLayout::Place StorageLayout::Place::member(const QString &name) const
{
    if (m_error)
        return *this;
    auto place = *this;
    place.m_name = m_name % u'.' % name;
    const auto members = m_data->types.value(m_type).members;
    const auto found = members.constFind(name);
    if (found == members.constEnd())
        return place.failed(u"there is no such member"_s);
    const auto slot = m_slot.plus(found->slot);
    if (!slot)
        return place.failed(u"the slot is out of range"_s);
    place.m_slot = *slot;
    place.m_offset = found->offset;
    place.m_type = found->type;
    return place;
}

StorageLayout::Place StorageLayout::Place::length() const
{
    if (m_error)
        return *this;
    auto place = *this;
    place.m_name = m_name % u".length"_s;
    if (m_data->types.value(m_type).encoding != "dynamic_array"_L1)
        return place.failed(u"it is no array of open length"_s);
    place.m_isLength = true;
    return place;
}

Result<StorageField> StorageLayout::Place::field() const
{
    if (m_error)
        return fail(*m_error);
    StorageField field{m_contract, m_slot.toBytes32(), StorageField::Kind::Word, 0, 32, m_name};
    if (m_isLength)
        return field;
    const auto type = m_data->types.value(m_type);
    if (type.encoding == "bytes"_L1) {
        field.kind = StorageField::Kind::DynamicBytes;
        return field;
    }
    const auto size = type.size.toUint64().value_or(0);
    if (type.encoding != "inplace"_L1 || !type.members.isEmpty() || !type.base.isEmpty() || size < 1
        || size + static_cast<std::uint64_t>(m_offset) > 32)
        return fail(failed(u"it is no single value"_s).m_error.value());
    field.offset = m_offset;
    field.size = static_cast<int>(size);
    return field;
}

} // namespace datanet::chain
