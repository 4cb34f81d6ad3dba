// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings.h"

namespace landline::ui {

using namespace Qt::StringLiterals;

namespace {

/// One row of the table: where a value is kept, and what it is until somebody sets it.
template <typename T>
struct Key {
    QLatin1StringView name;
    T fallback;

    T read(const QSettings& store) const { return store.value(name, fallback).template value<T>(); }
    void write(QSettings& store, const T& value) const
    {
        if (read(store) != value || !store.contains(name)) {
            store.setValue(name, value);
        }
    }
};

struct Table {
    Key<QString> lastServer { "start/server"_L1, {} };
    Key<QString> lastName { "start/name"_L1, {} };
    Key<QString> lastRoom { "start/room"_L1, {} };
    Key<QString> theme { "appearance/theme"_L1, u"system"_s };
    Key<bool> membersShown { "window/members"_L1, true };
    Key<QByteArray> windowGeometry { "window/geometry"_L1, {} };
    Key<QByteArray> splitterState { "window/splitter"_L1, {} };
};

const Table& table()
{
    static const Table keys;
    return keys;
}

} // namespace

Settings::Settings(const QString& path)
    : m_store(path, QSettings::IniFormat)
{
}

QString Settings::lastServer() const
{
    return table().lastServer.read(m_store);
}

void Settings::setLastServer(const QString& address)
{
    table().lastServer.write(m_store, address);
}

QString Settings::lastName() const
{
    return table().lastName.read(m_store);
}

void Settings::setLastName(const QString& name)
{
    table().lastName.write(m_store, name);
}

QString Settings::lastRoom() const
{
    return table().lastRoom.read(m_store);
}

void Settings::setLastRoom(const QString& room)
{
    table().lastRoom.write(m_store, room);
}

QString Settings::theme() const
{
    return table().theme.read(m_store);
}

void Settings::setTheme(const QString& theme)
{
    table().theme.write(m_store, theme);
}

bool Settings::membersShown() const
{
    return table().membersShown.read(m_store);
}

void Settings::setMembersShown(bool shown)
{
    table().membersShown.write(m_store, shown);
}

QByteArray Settings::windowGeometry() const
{
    return table().windowGeometry.read(m_store);
}

void Settings::setWindowGeometry(const QByteArray& geometry)
{
    table().windowGeometry.write(m_store, geometry);
}

QByteArray Settings::splitterState() const
{
    return table().splitterState.read(m_store);
}

void Settings::setSplitterState(const QByteArray& state)
{
    table().splitterState.write(m_store, state);
}

} // namespace landline::ui
